-- Thresholds that were reached, once for each period; each becomes an event, after which it stays here so that it is
-- not told again.
CREATE TABLE command.usage_crossing (
    tenant_id  text COLLATE "C" NOT NULL,
    metric     text COLLATE "C" NOT NULL,
    period     text             NOT NULL,
    starts_at  timestamptz      NOT NULL,
    percent    integer          NOT NULL,
    amount     bigint           NOT NULL,
    used       bigint           NOT NULL,
    hard       boolean          NOT NULL,
    crossed_at timestamptz      NOT NULL,
    is_told    boolean          NOT NULL DEFAULT false,
    PRIMARY KEY (tenant_id, metric, period, starts_at, percent)
);

CREATE INDEX usage_crossing_to_tell ON command.usage_crossing (crossed_at) WHERE NOT is_told;
CREATE INDEX usage_crossing_by_time ON command.usage_crossing (starts_at);

REVOKE ALL ON command.usage_crossing FROM PUBLIC;
