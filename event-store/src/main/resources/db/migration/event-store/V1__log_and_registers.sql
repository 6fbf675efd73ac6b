CREATE SCHEMA event_store;
CREATE SCHEMA command;

CREATE TABLE event_store.event (
    position         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id         text   NOT NULL UNIQUE,
    aggregate_type   text,
    aggregate_id     text   NOT NULL,
    sequence         bigint NOT NULL,
    type             text   NOT NULL,
    revision         text,
    payload          bytea  NOT NULL,
    metadata         bytea  NOT NULL,
    recorded_at      text   NOT NULL,
    UNIQUE (aggregate_id, sequence)
);

CREATE TABLE event_store.snapshot (
    event_id         text   NOT NULL,
    aggregate_type   text   NOT NULL,
    aggregate_id     text   NOT NULL,
    sequence         bigint NOT NULL,
    type             text   NOT NULL,
    revision         text,
    payload          bytea  NOT NULL,
    metadata         bytea  NOT NULL,
    recorded_at      text   NOT NULL,
    PRIMARY KEY (aggregate_id, sequence)
);

CREATE TABLE command.slug (
    slug             text PRIMARY KEY,
    tenant_id        text NOT NULL
);

CREATE TABLE command.tenant_gate (
    tenant_id        text PRIMARY KEY,
    status           text NOT NULL
);

CREATE TABLE command.api_key (
    digest           text PRIMARY KEY,
    key_id           text NOT NULL UNIQUE,
    tenant_id        text NOT NULL,
    environment      text NOT NULL,
    scopes           text[] NOT NULL,
    expires_at       timestamptz,
    status           text NOT NULL
);
