package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.eventstore.sql.Timestamps;
import io.voc.tenancy.query.Change;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** All versions of configurations in PostgreSQL, their secrets sealed. */
@Component
class ConfigurationVersions {

    private static final String UPSERT =
            """
            INSERT INTO query.configuration_version (tenant_id, version, changed_at, changed_by, restored_version,
                                                     reason, changes, document)
            VALUES (:tenantId, :version, :changedAt, :changedBy, :restoredVersion, :reason, :changes::jsonb,
                    :document::jsonb)
            ON CONFLICT (tenant_id, version) DO UPDATE SET
                changed_at = excluded.changed_at, changed_by = excluded.changed_by,
                restored_version = excluded.restored_version, reason = excluded.reason,
                changes = excluded.changes, document = excluded.document
            """;
    private static final String ABOUT =
            "version, changed_at, changed_by, restored_version, reason, changes";
    private static final String FIND =
            "SELECT "
                    + ABOUT
                    + ", document FROM query.configuration_version WHERE tenant_id = :tenantId AND version = :version";
    private static final String BEFORE =
            "SELECT "
                    + ABOUT
                    + """
                     FROM query.configuration_version WHERE tenant_id = :tenantId AND version < :version
                    ORDER BY version DESC LIMIT :limit
                    """;
    private static final String DELETE =
            "DELETE FROM query.configuration_version WHERE tenant_id = :tenantId";

    private final JdbcClient jdbc;
    private final StoredDocuments documents;
    private final JsonMapper json;

    ConfigurationVersions(JdbcClient jdbc, StoredDocuments documents, JsonMapper json) {
        this.jdbc = jdbc;
        this.documents = documents;
        this.json = json;
    }

    /** The version with its document. */
    Optional<ConfigurationVersion> find(String tenantId, long version) {
        return jdbc.sql(FIND)
                .param("tenantId", tenantId)
                .param("version", version)
                .query((row, _) -> version(row, documents.read(row.getString("document"))))
                .optional();
    }

    /** The versions below one, newest first, at most so many, without their documents. */
    List<ConfigurationVersion> before(String tenantId, long version, int limit) {
        return jdbc.sql(BEFORE)
                .param("tenantId", tenantId)
                .param("version", version)
                .param("limit", limit)
                .query((row, _) -> version(row, null))
                .list();
    }

    void add(String tenantId, ConfigurationVersion version) {
        jdbc.sql(UPSERT)
                .param("tenantId", tenantId)
                .param("version", version.version())
                .param("changedAt", Timestamps.utc(version.changedAt()))
                .param("changedBy", version.changedBy())
                .param("restoredVersion", version.restoredVersion(), Types.BIGINT)
                .param("reason", version.reason(), Types.VARCHAR)
                .param("changes", json.writeValueAsString(version.changes()))
                .param("document", documents.write(Objects.requireNonNull(version.configuration())))
                .update();
    }

    void delete(String tenantId) {
        jdbc.sql(DELETE).param("tenantId", tenantId).update();
    }

    private ConfigurationVersion version(ResultSet row, @Nullable TenantConfiguration document)
            throws SQLException {
        return new ConfigurationVersion(
                row.getLong("version"),
                row.getObject("changed_at", OffsetDateTime.class).toInstant(),
                row.getString("changed_by"),
                row.getObject("restored_version", Long.class),
                row.getString("reason"),
                json.readValue(row.getString("changes"), new TypeReference<List<Change>>() {}),
                document);
    }
}
