-- Ids, slugs and digests are ASCII and are compared byte by byte, hence COLLATE "C".
CREATE SCHEMA event_store;
CREATE SCHEMA command;

-- The end of the log. Whoever appends locks this row first, so positions are dense and in the order of commits.
CREATE TABLE event_store.head (
    is_only       boolean     PRIMARY KEY DEFAULT true CHECK (is_only),
    position      bigint      NOT NULL,
    hash          bytea       NOT NULL,
    recorded_at   timestamptz NOT NULL
) WITH (fillfactor = 10);

INSERT INTO event_store.head (position, hash, recorded_at) VALUES (0, decode(repeat('00', 32), 'hex'), 'epoch');

CREATE TABLE event_store.event (
    position       bigint           PRIMARY KEY,
    event_id       uuid             NOT NULL,
    tenant_id      text COLLATE "C" NOT NULL,
    aggregate_type text             NOT NULL,
    aggregate_id   text COLLATE "C" NOT NULL,
    sequence       bigint           NOT NULL,
    type           text             NOT NULL,
    revision       integer          NOT NULL,
    happened_at    timestamptz      NOT NULL,
    recorded_at    timestamptz      NOT NULL,
    payload        bytea            NOT NULL,
    metadata       bytea            NOT NULL,
    hash           bytea            NOT NULL,
    UNIQUE (aggregate_id, sequence)
);

CREATE INDEX event_by_tenant ON event_store.event (tenant_id, position);

COMMENT ON COLUMN event_store.event.happened_at IS 'when the aggregate decided';
COMMENT ON COLUMN event_store.event.recorded_at IS 'when it was appended; never runs backwards along the log';

-- The newest snapshot of an aggregate; can be made again from its events.
CREATE TABLE event_store.snapshot (
    aggregate_id   text COLLATE "C" PRIMARY KEY,
    tenant_id      text COLLATE "C" NOT NULL,
    aggregate_type text             NOT NULL,
    sequence       bigint           NOT NULL,
    event_id       uuid             NOT NULL,
    type           text             NOT NULL,
    happened_at    timestamptz      NOT NULL,
    payload        bytea            NOT NULL
);

-- The log for people: events as JSON.
CREATE VIEW event_store.readable_event AS
SELECT position, recorded_at, tenant_id, type, revision, aggregate_id, sequence,
       convert_from(payload, 'UTF8')::jsonb AS payload, convert_from(metadata, 'UTF8')::jsonb AS metadata,
       encode(hash, 'hex') AS hash
FROM event_store.event;

-- Registers: small tables that are true at once, changed in the commit of the events.
CREATE TABLE command.slug (
    slug           text COLLATE "C" PRIMARY KEY,
    tenant_id      text COLLATE "C" NOT NULL
);

CREATE TABLE command.tenant_gate (
    tenant_id      text COLLATE "C" PRIMARY KEY,
    status         text             NOT NULL
) WITH (fillfactor = 80);

CREATE TABLE command.api_key (
    digest         text COLLATE "C" PRIMARY KEY,
    key_id         text COLLATE "C" NOT NULL UNIQUE,
    tenant_id      text COLLATE "C" NOT NULL,
    environment    text             NOT NULL,
    scopes         text[]           NOT NULL,
    expires_at     timestamptz,
    status         text             NOT NULL
) WITH (fillfactor = 80);

-- How many of each resource a tenant has; a row comes with the first event that tells of some.
CREATE TABLE command.resource_count (
    tenant_id      text COLLATE "C" NOT NULL,
    metric         text COLLATE "C" NOT NULL,
    count          bigint           NOT NULL,
    PRIMARY KEY (tenant_id, metric)
) WITH (fillfactor = 80);

-- Answers to requests with an idempotency key, kept 24 hours.
CREATE TABLE command.idempotent_answer (
    caller         text        NOT NULL,
    key            text        NOT NULL,
    request_digest bytea       NOT NULL,
    answer         bytea       NOT NULL,
    answered_at    timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);

-- A tenant's data key, wrapped by the master key; destroyed when the tenant is purged.
CREATE TABLE command.data_key (
    tenant_id      text COLLATE "C" PRIMARY KEY,
    wrapped        bytea
);

-- What is appended stays: nobody changes or removes events, short of a superuser who switches triggers off.
-- Statement-level, so that inserts are as quick as without it.
CREATE FUNCTION event_store.refuse_to_change_the_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the log is append-only: % on %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_store.event
    FOR EACH STATEMENT EXECUTE FUNCTION event_store.refuse_to_change_the_log();

REVOKE ALL ON SCHEMA event_store, command FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA event_store, command FROM PUBLIC;
REVOKE ALL ON FUNCTION event_store.refuse_to_change_the_log() FROM PUBLIC;
