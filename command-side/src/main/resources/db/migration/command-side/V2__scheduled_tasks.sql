-- What is to be done at a time, once over all nodes; the columns are db-scheduler's.
CREATE TABLE command.scheduled_task (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_task_by_time ON command.scheduled_task (execution_time);
CREATE INDEX scheduled_task_by_heartbeat ON command.scheduled_task (last_heartbeat);
