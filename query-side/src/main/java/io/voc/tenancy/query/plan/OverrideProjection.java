package io.voc.tenancy.query.plan;

import io.voc.tenancy.contracts.plan.OverridesView;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.QuerySide;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

import tools.jackson.databind.json.JsonMapper;

import java.util.Collection;
import java.util.Map;

/** Keeps a row per tenant that has, or had, limits beside its plan's. */
@Component
@ProcessingGroup(QuerySide.PLAN_PROJECTION)
class OverrideProjection {

    private static final String UPSERT =
            """
            INSERT INTO query.limit_override (tenant_id, version, limits)
            VALUES (:tenantId, :version, :limits::jsonb)
            ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version, limits = excluded.limits
            """;
    private static final String DELETE =
            "DELETE FROM query.limit_override WHERE tenant_id = :tenantId";

    private final Fold<OverridesView> fold;
    private final NamedParameterJdbcTemplate jdbc;
    private final JsonMapper json;

    OverrideProjection(OverrideRows rows, NamedParameterJdbcTemplate jdbc, JsonMapper json) {
        this.fold = new Fold<>(id -> rows.findById(id).map(OverrideRow::view), this::save);
        this.jdbc = jdbc;
        this.json = json;
    }

    @EventHandler
    void on(TenantLimitsEvent event, UnitOfWork<?> batch) {
        fold.apply(batch, event.tenantId(), before -> OverridesView.after(before, event));
    }

    @EventHandler
    void on(TenantPurged event, UnitOfWork<?> batch) {
        fold.forget(batch, overrides -> overrides.tenantId().equals(event.tenantId()));
        jdbc.update(DELETE, Map.of("tenantId", event.tenantId()));
    }

    private void save(Collection<OverridesView> overrides) {
        jdbc.batchUpdate(
                UPSERT,
                overrides.stream().map(this::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private MapSqlParameterSource parameters(OverridesView overrides) {
        return new MapSqlParameterSource()
                .addValue("tenantId", overrides.tenantId())
                .addValue("version", overrides.version())
                .addValue("limits", json.writeValueAsString(overrides.limits()));
    }
}
