-- Every version is kept, and so the projection begins again; secrets are encrypted within the documents.
TRUNCATE query.configuration;
DELETE FROM query.processor_token WHERE processor_name = 'configuration-projection';

CREATE TABLE query.configuration_version (
    tenant_id        text COLLATE "C" NOT NULL,
    version          bigint           NOT NULL,
    changed_at       timestamptz      NOT NULL,
    changed_by       text             NOT NULL,
    restored_version bigint,
    reason           text,
    changes          jsonb            NOT NULL,
    document         jsonb            NOT NULL,
    PRIMARY KEY (tenant_id, version)
);

COMMENT ON COLUMN query.configuration_version.changes IS 'kinds and paths, from the version before';

-- What the planner remembers of a column outlives what was in it.
ALTER TABLE query.configuration_version
    ALTER COLUMN reason SET STATISTICS 0,
    ALTER COLUMN changes SET STATISTICS 0,
    ALTER COLUMN document SET STATISTICS 0;
