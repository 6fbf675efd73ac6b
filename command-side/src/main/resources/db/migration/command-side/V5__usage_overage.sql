-- How much of what had happened already when it came to be counted passes the hard limits of a period, beyond what
-- grants cover. Rows are written by whoever has locked the counter of the same tenant and metric.
CREATE TABLE command.usage_overage (
    tenant_id     text COLLATE "C" NOT NULL,
    metric        text COLLATE "C" NOT NULL,
    period        text             NOT NULL,
    starts_at     timestamptz      NOT NULL,
    overage       bigint           NOT NULL,
    PRIMARY KEY (tenant_id, metric, period, starts_at)
);

CREATE INDEX usage_overage_by_time ON command.usage_overage (period, starts_at);

REVOKE ALL ON command.usage_overage FROM PUBLIC;
