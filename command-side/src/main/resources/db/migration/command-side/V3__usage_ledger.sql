-- How much of each metric a tenant has had, in the periods that its last use was in. Its row is locked by whoever
-- judges a use of the metric, be it a reservation.
CREATE TABLE command.usage_counter (
    tenant_id     text COLLATE "C" NOT NULL,
    metric        text COLLATE "C" NOT NULL,
    counted_at    timestamptz      NOT NULL DEFAULT 'epoch',
    minute_used   bigint           NOT NULL DEFAULT 0,
    hour_used     bigint           NOT NULL DEFAULT 0,
    day_used      bigint           NOT NULL DEFAULT 0,
    month_used    bigint           NOT NULL DEFAULT 0,
    lifetime_used bigint           NOT NULL DEFAULT 0,
    PRIMARY KEY (tenant_id, metric)
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

COMMENT ON COLUMN command.usage_counter.counted_at IS
    'of the last use; the counts are of the minute, hour, day and month in UTC that this moment is in, be they over';

-- What the counts of periods came to that are over.
CREATE TABLE command.usage_period (
    tenant_id     text COLLATE "C" NOT NULL,
    metric        text COLLATE "C" NOT NULL,
    period        text             NOT NULL,
    starts_at     timestamptz      NOT NULL,
    used          bigint           NOT NULL,
    PRIMARY KEY (tenant_id, metric, period, starts_at)
);

CREATE INDEX usage_period_by_time ON command.usage_period (period, starts_at);

-- What was answered to each request that was granted, by the day of its receipt; a partition is dropped when its
-- requests may be forgotten. Says neither whose nor what the request was.
CREATE TABLE command.usage_record (
    request        uuid        NOT NULL,
    day            date        NOT NULL,
    metric         text        NOT NULL,
    amount         bigint      NOT NULL,
    used           bigint      NOT NULL,
    allowed        bigint,
    remaining      bigint,
    until          timestamptz,
    reservation_id text,
    PRIMARY KEY (request, day)
) PARTITION BY RANGE (day);

COMMENT ON COLUMN command.usage_record.request IS 'a digest of the tenant''s id and its id of the request';
COMMENT ON COLUMN command.usage_record.until IS 'when the period of the limit that was told ends, or the reservation';

-- Places that are, or were not long ago, taken.
CREATE TABLE command.usage_reservation (
    reservation_id text COLLATE "C" PRIMARY KEY,
    tenant_id      text COLLATE "C" NOT NULL,
    metric         text COLLATE "C" NOT NULL,
    expires_at     timestamptz      NOT NULL
) WITH (fillfactor = 70);

CREATE INDEX usage_reservation_live ON command.usage_reservation (tenant_id, metric, expires_at);
CREATE INDEX usage_reservation_by_end ON command.usage_reservation (expires_at);

REVOKE ALL ON command.usage_counter, command.usage_period, command.usage_record, command.usage_reservation FROM PUBLIC;
