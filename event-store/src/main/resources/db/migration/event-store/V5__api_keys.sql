-- A key has a row for each of its live secrets, two at most; a new secret leaves the one before a time.
ALTER TABLE command.api_key
    DROP CONSTRAINT api_key_key_id_key,
    ADD COLUMN allowed_cidrs text[] NOT NULL DEFAULT '{}',
    ADD COLUMN valid_until   timestamptz;

ALTER TABLE command.api_key ALTER COLUMN allowed_cidrs DROP DEFAULT;

COMMENT ON COLUMN command.api_key.valid_until IS 'when the secret ends, as another took its place; null for the key''s present one';

CREATE INDEX api_key_by_id ON command.api_key (key_id);
