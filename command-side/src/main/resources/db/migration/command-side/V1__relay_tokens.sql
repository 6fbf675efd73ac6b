CREATE TABLE command.processor_token (
    processor_name   text    NOT NULL,
    segment          integer NOT NULL,
    token            bytea,
    token_type       text,
    timestamp        text,
    owner            text,
    PRIMARY KEY (processor_name, segment)
);
