package io.voc.tenancy.query.tenant;

import static io.voc.tenancy.eventstore.sql.Timestamps.utc;

import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.ProjectionSignal;
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

/** Keeps a row per tenant. */
@Component
@ProcessingGroup(QuerySide.TENANT_PROJECTION)
class TenantProjection {

    private static final String UPSERT =
            """
            INSERT INTO query.tenant (id, slug, name, contact_email, region, plan, metadata, status, status_reason,
                                      version, created_at, updated_at, deleted_at)
            VALUES (:id, :slug, :name, :contactEmail, :region, :plan, :metadata::jsonb, :status, :statusReason,
                    :version, :createdAt, :updatedAt, :deletedAt)
            ON CONFLICT (id) DO UPDATE SET
                name = excluded.name, contact_email = excluded.contact_email, metadata = excluded.metadata,
                status = excluded.status, status_reason = excluded.status_reason, version = excluded.version,
                updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
            """;

    private final Fold<TenantView> fold;
    private final NamedParameterJdbcTemplate jdbc;
    private final JsonMapper json;

    TenantProjection(
            TenantRows rows,
            NamedParameterJdbcTemplate jdbc,
            JsonMapper json,
            ProjectionSignal signal) {
        this.fold = new Fold<>(id -> rows.findById(id).map(TenantRow::view), this::save, signal);
        this.jdbc = jdbc;
        this.json = json;
    }

    @EventHandler
    void on(TenantEvent event, @Timestamp Instant at, UnitOfWork<?> batch) {
        fold.apply(batch, event.tenantId(), before -> TenantView.after(before, event, at));
    }

    private void save(Collection<TenantView> tenants) {
        jdbc.batchUpdate(
                UPSERT,
                tenants.stream().map(this::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private MapSqlParameterSource parameters(TenantView tenant) {
        return new MapSqlParameterSource()
                .addValue("id", tenant.id())
                .addValue("slug", tenant.slug())
                .addValue("name", tenant.name())
                .addValue("contactEmail", tenant.contactEmail())
                .addValue("region", tenant.region())
                .addValue("plan", tenant.plan())
                .addValue("metadata", json.writeValueAsString(tenant.metadata()))
                .addValue("status", tenant.status().name())
                .addValue("statusReason", tenant.statusReason())
                .addValue("version", tenant.version())
                .addValue("createdAt", utc(tenant.createdAt()))
                .addValue("updatedAt", utc(tenant.updatedAt()))
                .addValue("deletedAt", utc(tenant.deletedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
