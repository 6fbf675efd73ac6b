CREATE TABLE query.onboarding (
    id                text COLLATE "C" PRIMARY KEY,
    tenant_id         text COLLATE "C" NOT NULL UNIQUE,
    workflow          text        NOT NULL,
    workflow_version  integer     NOT NULL,
    status            text        NOT NULL,
    open_steps        text[]      NOT NULL,
    steps             jsonb       NOT NULL,
    log               jsonb       NOT NULL,
    code              text,
    reason            text,
    version           bigint      NOT NULL,
    started_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    ended_at          timestamptz
);

COMMENT ON COLUMN query.onboarding.open_steps IS 'on their way, or waiting for somebody to do something';

CREATE INDEX onboarding_by_status ON query.onboarding (status, id);
CREATE INDEX onboarding_unchanged ON query.onboarding (updated_at) WHERE status IN ('RUNNING', 'COMPENSATING');

-- What the planner remembers of a column outlives what was in it.
ALTER TABLE query.onboarding ALTER COLUMN steps SET STATISTICS 0;
ALTER TABLE query.onboarding ALTER COLUMN log SET STATISTICS 0;
ALTER TABLE query.onboarding ALTER COLUMN reason SET STATISTICS 0;
