-- Keys from before have none of these, so their rows stay.
ALTER TABLE query.api_key
    ADD COLUMN allowed_cidrs text[] NOT NULL DEFAULT '{}',
    ADD COLUMN metadata      jsonb  NOT NULL DEFAULT '{}',
    ADD COLUMN previous_secret_valid_until timestamptz;

ALTER TABLE query.api_key
    ALTER COLUMN allowed_cidrs DROP DEFAULT,
    ALTER COLUMN metadata DROP DEFAULT,
    ALTER COLUMN metadata SET STATISTICS 0;

-- The minute in which a key was last found good. No projection: verification writes it, and no event tells of it.
CREATE TABLE query.api_key_use (
    key_id         text COLLATE "C" PRIMARY KEY,
    tenant_id      text COLLATE "C" NOT NULL,
    last_used_at   timestamptz      NOT NULL
) WITH (fillfactor = 80);

CREATE INDEX api_key_use_by_tenant ON query.api_key_use (tenant_id);
