package io.voc.tenancy.query.apikey;

import static io.voc.tenancy.eventstore.sql.Timestamps.utc;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.QuerySide;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Keeps a row per key, without anything that could be used as the key. */
@Component
@ProcessingGroup(QuerySide.API_KEY_PROJECTION)
class ApiKeyProjection {

    private static final String UPSERT =
            """
            INSERT INTO query.api_key (id, tenant_id, name, prefix, last4, scopes, environment, status,
                                       expires_at, allowed_cidrs, metadata, previous_secret_valid_until,
                                       created_at, revoked_at, version, rate_limit)
            VALUES (:id, :tenantId, :name, :prefix, :last4, :scopes, :environment, :status,
                    :expiresAt, :allowedCidrs, :metadata::jsonb, :previousSecretValidUntil,
                    :createdAt, :revokedAt, :version, :rateLimit)
            ON CONFLICT (id) DO UPDATE SET
                name = excluded.name, prefix = excluded.prefix, last4 = excluded.last4,
                scopes = excluded.scopes, status = excluded.status, expires_at = excluded.expires_at,
                allowed_cidrs = excluded.allowed_cidrs, metadata = excluded.metadata,
                previous_secret_valid_until = excluded.previous_secret_valid_until,
                revoked_at = excluded.revoked_at, version = excluded.version,
                rate_limit = excluded.rate_limit
            """;

    private static final String DELETE = "DELETE FROM query.api_key WHERE tenant_id = :tenantId";
    private static final String DELETE_USES =
            "DELETE FROM query.api_key_use WHERE tenant_id = :tenantId";

    private final Fold<ApiKeyView> fold;
    private final NamedParameterJdbcTemplate jdbc;
    private final JsonMapper json;

    ApiKeyProjection(ApiKeyRows rows, NamedParameterJdbcTemplate jdbc, JsonMapper json) {
        this.fold = new Fold<>(id -> rows.findById(id).map(ApiKeyRow::view), this::save);
        this.jdbc = jdbc;
        this.json = json;
    }

    @EventHandler
    void on(ApiKeyEvent event, @Timestamp Instant at, UnitOfWork<?> batch) {
        fold.apply(batch, event.keyId(), before -> ApiKeyView.after(before, event, at));
    }

    @EventHandler
    void on(TenantPurged event, UnitOfWork<?> batch) {
        fold.forget(batch, key -> key.tenantId().equals(event.tenantId()));
        jdbc.update(DELETE, Map.of("tenantId", event.tenantId()));
        jdbc.update(DELETE_USES, Map.of("tenantId", event.tenantId()));
    }

    private void save(Collection<ApiKeyView> keys) {
        jdbc.batchUpdate(
                UPSERT, keys.stream().map(this::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private MapSqlParameterSource parameters(ApiKeyView key) {
        return new MapSqlParameterSource()
                .addValue("id", key.id())
                .addValue("tenantId", key.tenantId())
                .addValue("name", key.name())
                .addValue("prefix", key.prefix())
                .addValue("last4", key.last4())
                .addValue("scopes", key.scopes().toArray(String[]::new))
                .addValue("environment", key.environment().name())
                .addValue("status", key.status().name())
                .addValue("expiresAt", utc(key.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("allowedCidrs", key.allowedCidrs().toArray(String[]::new))
                .addValue("metadata", json.writeValueAsString(key.metadata()))
                .addValue(
                        "previousSecretValidUntil",
                        utc(key.previousSecretValidUntil()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("createdAt", utc(key.createdAt()))
                .addValue("revokedAt", utc(key.revokedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("version", key.version())
                .addValue(
                        "rateLimit",
                        key.rateLimit() == null ? null : key.rateLimit().toString(),
                        Types.VARCHAR);
    }
}
