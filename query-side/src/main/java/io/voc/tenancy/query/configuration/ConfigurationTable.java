package io.voc.tenancy.query.configuration;

import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.event.EventCatalogue;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The current configurations in PostgreSQL. */
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

    private static final String IS_KNOWN =
            """
            SELECT EXISTS (SELECT FROM event_store.event WHERE aggregate_id = :tenantId AND type = :type)
            """;

    private final JdbcClient jdbc;
    private final NamedParameterJdbcTemplate batches;
    private final JsonMapper json;

    ConfigurationTable(JdbcClient jdbc, NamedParameterJdbcTemplate batches, JsonMapper json) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.json = json;
    }

    Optional<ConfigurationView> find(String tenantId) {
        return jdbc.sql(FIND)
                .param("tenantId", tenantId)
                .query((row, _) -> {
                    var document =
                            json.readValue(row.getString("document"), TenantConfiguration.class);
                    return new ConfigurationView(
                            tenantId,
                            row.getLong("version"),
                            row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                            document.aiAgents(),
                            document.telephony());
                })
                .optional();
    }

    /** Whether the log has a configuration of the tenant, even if the table has not yet. */
    boolean isKnown(String tenantId) {
        return jdbc.sql(IS_KNOWN)
                .param("tenantId", tenantId)
                .param("type", EventCatalogue.typeOf(ConfigurationReplaced.class).name())
                .query(Boolean.class)
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
        var document = new TenantConfiguration(configuration.aiAgents(), configuration.telephony());
        return new MapSqlParameterSource()
                .addValue("tenantId", configuration.tenantId())
                .addValue("version", configuration.version())
                .addValue("updatedAt", Timestamps.utc(configuration.updatedAt()))
                .addValue("document", json.writeValueAsString(document));
    }
}
