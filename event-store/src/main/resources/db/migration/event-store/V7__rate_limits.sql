ALTER TABLE command.api_key ADD COLUMN rate_limit text;

COMMENT ON COLUMN command.api_key.rate_limit IS 'requests and seconds, such as 100/60; null without one';
