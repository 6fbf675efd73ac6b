CREATE TABLE query.limit_override (
    tenant_id      text COLLATE "C" PRIMARY KEY,
    version        bigint      NOT NULL,
    limits         jsonb       NOT NULL
);

CREATE TABLE query.tenant_grant (
    id             text COLLATE "C" PRIMARY KEY,
    position       bigint      NOT NULL,
    tenant_id      text COLLATE "C" NOT NULL,
    metric         text COLLATE "C" NOT NULL,
    amount         bigint      NOT NULL,
    priority       integer     NOT NULL,
    expires_at     timestamptz,
    reason         text,
    created_at     timestamptz NOT NULL
);

COMMENT ON COLUMN query.tenant_grant.position IS 'in the log; grants are listed by it, the newest first';

CREATE INDEX tenant_grant_newest ON query.tenant_grant (tenant_id, position);
CREATE INDEX tenant_grant_newest_of_metric ON query.tenant_grant (tenant_id, metric, position);

-- What the planner remembers of a column outlives what was in it.
ALTER TABLE query.tenant_grant ALTER COLUMN reason SET STATISTICS 0;
