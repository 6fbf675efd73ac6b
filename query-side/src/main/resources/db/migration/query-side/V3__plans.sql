-- A deleted plan keeps its row, as its versions go on when it lives again.
CREATE TABLE query.plan (
    name           text COLLATE "C" PRIMARY KEY,
    description    text,
    limits         jsonb       NOT NULL,
    version        bigint      NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    deleted_at     timestamptz
);
