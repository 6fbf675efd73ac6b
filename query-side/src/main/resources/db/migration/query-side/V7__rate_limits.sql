ALTER TABLE query.api_key ADD COLUMN rate_limit text;
