-- Read models are made from the log: what changes is made anew, and every projection begins again.
DROP TABLE query.tenant;
TRUNCATE query.configuration, query.api_key;
DELETE FROM query.processor_token;

CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA query;

-- Until this transaction ends: it may have been installed before, into any schema.
SELECT set_config('search_path', quote_ident(nspname) || ', ' || current_setting('search_path'), true)
FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = 'pg_trgm';

-- Of a purged tenant a tombstone is left: id, status, version and times.
CREATE TABLE query.tenant (
    id             text        PRIMARY KEY,
    position       bigint      NOT NULL,
    slug           text,
    name           text,
    contact_email  text,
    region         text,
    plan           text,
    metadata       jsonb,
    status         text        NOT NULL,
    status_reason  text,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz,
    purge_after    timestamptz,
    -- The collation folds and sorts alike in every database.
    name_order     text COLLATE pg_c_utf8 NOT NULL
        GENERATED ALWAYS AS (lower(coalesce(name, '') COLLATE pg_c_utf8) || E'\x01' || id) STORED,
    search_text    text COLLATE pg_c_utf8
        GENERATED ALWAYS AS (lower((name || E'\x1f' || slug || E'\x1f' || contact_email) COLLATE pg_c_utf8)) STORED
);

COMMENT ON COLUMN query.tenant.position IS 'of the registration in the log; the order in which tenants appear';
COMMENT ON COLUMN query.tenant.name_order IS 'sorts by name in any case, then by id';

-- Each list by each order is read from an index where it begins. The list that most ask for has those who are not gone.
CREATE INDEX tenant_present ON query.tenant (position) WHERE status IN ('PENDING', 'ACTIVE', 'SUSPENDED');
CREATE INDEX tenant_present_by_name ON query.tenant (name_order) WHERE status IN ('PENDING', 'ACTIVE', 'SUSPENDED');
CREATE INDEX tenant_of_plan ON query.tenant (plan, position) WHERE status IN ('PENDING', 'ACTIVE', 'SUSPENDED');
CREATE INDEX tenant_of_plan_by_name ON query.tenant (plan, name_order) WHERE status IN ('PENDING', 'ACTIVE', 'SUSPENDED');
CREATE INDEX tenant_in_status ON query.tenant (status, position);
CREATE INDEX tenant_in_status_by_name ON query.tenant (status, name_order);
CREATE INDEX tenant_by_creation ON query.tenant (created_at);
-- It collects what is new and takes it in now and then; kept short, as every search reads what is collected.
CREATE INDEX tenant_by_text ON query.tenant USING gin (search_text gin_trgm_ops) WITH (gin_pending_list_limit = 256);

-- What the planner remembers of a column outlives what was in it; of the text that is searched it is made anew at a purge.
ALTER TABLE query.tenant
    ALTER COLUMN contact_email SET STATISTICS 0,
    ALTER COLUMN metadata SET STATISTICS 0,
    ALTER COLUMN status_reason SET STATISTICS 0;
ALTER TABLE query.configuration ALTER COLUMN document SET STATISTICS 0;
