-- Limits that single tenants have in place of their plan's, or beside them; who has none has no row.
CREATE TABLE command.tenant_limit (
    tenant_id  text COLLATE "C" PRIMARY KEY,
    limits     jsonb            NOT NULL
) WITH (fillfactor = 50);

-- What tenants may have once, beyond the allowance of a period.
CREATE TABLE command.tenant_grant (
    grant_id   text COLLATE "C" PRIMARY KEY,
    tenant_id  text COLLATE "C" NOT NULL,
    metric     text COLLATE "C" NOT NULL,
    amount     bigint           NOT NULL,
    priority   integer          NOT NULL,
    expires_at timestamptz,
    remaining  bigint           NOT NULL CHECK (remaining >= 0)
) WITH (fillfactor = 80);

COMMENT ON COLUMN command.tenant_grant.priority IS 'the lower is drawn on first; of equal ones, what expires first';
COMMENT ON COLUMN command.tenant_grant.remaining IS
    'what is left of the amount; no event tells it, so when registers are made again from the log, it stays as it is';

CREATE INDEX tenant_grant_in_order ON command.tenant_grant (tenant_id, metric, priority, expires_at);

REVOKE ALL ON command.tenant_limit, command.tenant_grant FROM PUBLIC;
