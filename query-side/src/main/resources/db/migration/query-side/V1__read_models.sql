CREATE SCHEMA query;

CREATE TABLE query.tenant (
    id             text        PRIMARY KEY,
    slug           text        NOT NULL,
    name           text        NOT NULL,
    contact_email  text        NOT NULL,
    region         text        NOT NULL,
    plan           text        NOT NULL,
    metadata       jsonb       NOT NULL,
    status         text        NOT NULL,
    status_reason  text,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz
);

CREATE INDEX tenant_by_status ON query.tenant (status, id);

CREATE TABLE query.configuration (
    tenant_id      text        PRIMARY KEY,
    version        bigint      NOT NULL,
    updated_at     timestamptz NOT NULL,
    document       jsonb       NOT NULL
);

CREATE TABLE query.api_key (
    id             text        PRIMARY KEY,
    tenant_id      text        NOT NULL,
    name           text        NOT NULL,
    prefix         text        NOT NULL,
    last4          text        NOT NULL,
    scopes         text[]      NOT NULL,
    environment    text        NOT NULL,
    status         text        NOT NULL,
    expires_at     timestamptz,
    created_at     timestamptz NOT NULL,
    revoked_at     timestamptz,
    version        bigint      NOT NULL
);

CREATE INDEX api_key_by_tenant ON query.api_key (tenant_id, id);

CREATE TABLE query.processor_token (
    processor_name text        NOT NULL,
    segment        integer     NOT NULL,
    token          bytea,
    token_type     text,
    timestamp      text,
    owner          text,
    PRIMARY KEY (processor_name, segment)
);
