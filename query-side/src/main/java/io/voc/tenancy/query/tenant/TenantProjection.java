package io.voc.tenancy.query.tenant;

import static io.voc.tenancy.eventstore.sql.Timestamps.utc;

import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.QuerySide;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
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
            INSERT INTO query.tenant (id, position, slug, name, contact_email, region, plan, metadata, status,
                                      status_reason, version, created_at, updated_at, deleted_at, purge_after)
            VALUES (:id, :position, :slug, :name, :contactEmail, :region, :plan, :metadata::jsonb, :status,
                    :statusReason, :version, :createdAt, :updatedAt, :deletedAt, :purgeAfter)
            ON CONFLICT (id) DO UPDATE SET
                slug = excluded.slug, name = excluded.name, contact_email = excluded.contact_email,
                region = excluded.region, plan = excluded.plan, metadata = excluded.metadata,
                status = excluded.status, status_reason = excluded.status_reason, version = excluded.version,
                updated_at = excluded.updated_at, deleted_at = excluded.deleted_at,
                purge_after = excluded.purge_after
            """;

    /** The planner keeps samples of the text, among which may be that of a purged tenant. */
    private static final String FORGET_SAMPLES = "ANALYZE query.tenant (search_text)";

    private final Fold<Projected> fold;
    private final NamedParameterJdbcTemplate jdbc;
    private final JsonMapper json;

    TenantProjection(TenantRows rows, NamedParameterJdbcTemplate jdbc, JsonMapper json) {
        this.fold =
                new Fold<>(
                        id ->
                                rows.findById(id)
                                        .map(row -> new Projected(row.view(), row.position())),
                        this::save);
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A tenant, and where in the log it was registered. */
    private record Projected(TenantView tenant, long position) {

        static Projected after(
                @Nullable Projected before, TenantEvent event, Instant at, TrackingToken place) {
            return before == null
                    ? new Projected(
                            TenantView.after(null, event, at), place.position().orElseThrow())
                    : new Projected(
                            TenantView.after(before.tenant(), event, at), before.position());
        }
    }

    @EventHandler
    void on(TenantEvent event, @Timestamp Instant at, TrackingToken place, UnitOfWork<?> batch) {
        fold.apply(batch, event.tenantId(), before -> Projected.after(before, event, at, place));
    }

    private void save(Collection<Projected> tenants) {
        jdbc.batchUpdate(
                UPSERT,
                tenants.stream()
                        .map(row -> parameters(row.tenant()).addValue("position", row.position()))
                        .toArray(MapSqlParameterSource[]::new));
        if (tenants.stream().anyMatch(row -> row.tenant().status() == TenantStatus.PURGED)) {
            jdbc.getJdbcOperations().execute(FORGET_SAMPLES);
        }
    }

    private MapSqlParameterSource parameters(TenantView tenant) {
        return new MapSqlParameterSource()
                .addValue("id", tenant.id())
                .addValue("slug", tenant.slug())
                .addValue("name", tenant.name())
                .addValue("contactEmail", tenant.contactEmail())
                .addValue("region", tenant.region())
                .addValue("plan", tenant.plan())
                .addValue(
                        "metadata",
                        tenant.metadata() == null
                                ? null
                                : json.writeValueAsString(tenant.metadata()))
                .addValue("status", tenant.status().name())
                .addValue("statusReason", tenant.statusReason())
                .addValue("version", tenant.version())
                .addValue("createdAt", utc(tenant.createdAt()))
                .addValue("updatedAt", utc(tenant.updatedAt()))
                .addValue("deletedAt", utc(tenant.deletedAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("purgeAfter", utc(tenant.purgeAfter()), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
