package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The current configurations in PostgreSQL, their secrets sealed. */
@Component
class ConfigurationTable {

    private static final String UPSERT =
            """
            INSERT INTO query.configuration (tenant_id, version, updated_at, document)
            VALUES (:tenantId, :version, :updatedAt, :document::jsonb)
            ON CONFLICT (tenant_id) DO UPDATE SET
                version = excluded.version, updated_at = excluded.updated_at, document = excluded.document
            """;
    private static final String FIND =
            """
            SELECT version, updated_at, document FROM query.configuration WHERE tenant_id = :tenantId
            """;

    private static final String DELETE =
            "DELETE FROM query.configuration WHERE tenant_id = :tenantId";

    private static final String COUNT_KNOWN =
            "SELECT count(*) FROM event_store.event WHERE aggregate_id = :tenantId AND type = :type";

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final StoredDocuments documents;

    ConfigurationTable(
            JdbcClient jdbc, NamedParameterJdbcTemplate batches, StoredDocuments documents) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.documents = documents;
    }

    Optional<ConfigurationView> find(String tenantId) {
        return jdbc.sql(FIND)
                .param("tenantId", tenantId)
                .query((row, _) ->
                        ConfigurationView.of(
                                tenantId,
                                row.getLong("version"),
                                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                                documents.read(row.getString("document"))))
                .optional();
    }

    /** How many versions the log has of the tenant's, even if the table has not yet. */
    long countKnown(String tenantId) {
        return jdbc.sql(COUNT_KNOWN)
                .param("tenantId", tenantId)
                .param("type", EventCatalogue.typeOf(ConfigurationReplaced.class).name())
                .query(Long.class)
                .single();
    }

    void save(Collection<ConfigurationView> configurations) {
        batches.batchUpdate(
                UPSERT,
                configurations.stream()
                        .map(this::parameters)
                        .toArray(MapSqlParameterSource[]::new));
    }

    void delete(String tenantId) {
        batches.update(DELETE, Map.of("tenantId", tenantId));
    }

    private MapSqlParameterSource parameters(ConfigurationView configuration) {
        return new MapSqlParameterSource()
                .addValue("tenantId", configuration.tenantId())
                .addValue("version", configuration.version())
                .addValue("updatedAt", Timestamps.utc(configuration.updatedAt()))
                .addValue("document", documents.write(configuration.document()));
    }
}
