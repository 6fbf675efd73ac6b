package io.voc.tenancy.query.plan;

import static io.voc.tenancy.eventstore.sql.Timestamps.utc;

import io.voc.tenancy.contracts.plan.GrantEvent;
import io.voc.tenancy.contracts.plan.GrantView;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.query.Fold;
import io.voc.tenancy.query.QuerySide;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.Types;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Keeps a row per grant; what is left of it is not among what it follows. */
@Component
@ProcessingGroup(QuerySide.PLAN_PROJECTION)
class GrantProjection {

    private static final String INSERT =
            """
            INSERT INTO query.tenant_grant (id, position, tenant_id, metric, amount, priority, expires_at, reason, created_at)
            VALUES (:id, :position, :tenantId, :metric, :amount, :priority, :expiresAt, :reason, :createdAt)
            """;
    private static final String DELETE =
            "DELETE FROM query.tenant_grant WHERE tenant_id = :tenantId";

    private final Fold<Projected> fold;
    private final NamedParameterJdbcTemplate jdbc;

    GrantProjection(NamedParameterJdbcTemplate jdbc) {
        // a grant's only event makes it, so nothing needs to be loaded
        this.fold = new Fold<>(_ -> Optional.empty(), this::save);
        this.jdbc = jdbc;
    }

    /** A grant, and where in the log it was made. */
    private record Projected(GrantView grant, long position) {}

    @EventHandler
    void on(GrantEvent event, @Timestamp Instant at, TrackingToken place, UnitOfWork<?> batch) {
        var row = new Projected(GrantView.after(event, at), place.position().orElseThrow());
        fold.apply(batch, event.grantId(), _ -> row);
    }

    @EventHandler
    void on(TenantPurged event, UnitOfWork<?> batch) {
        fold.forget(batch, row -> row.grant().tenantId().equals(event.tenantId()));
        jdbc.update(DELETE, Map.of("tenantId", event.tenantId()));
    }

    private void save(Collection<Projected> rows) {
        jdbc.batchUpdate(
                INSERT,
                rows.stream()
                        .map(row -> parameters(row.grant()).addValue("position", row.position()))
                        .toArray(MapSqlParameterSource[]::new));
    }

    private static MapSqlParameterSource parameters(GrantView grant) {
        return new MapSqlParameterSource()
                .addValue("id", grant.id())
                .addValue("tenantId", grant.tenantId())
                .addValue("metric", grant.metric())
                .addValue("amount", grant.amount())
                .addValue("priority", grant.priority())
                .addValue("expiresAt", utc(grant.expiresAt()), Types.TIMESTAMP_WITH_TIMEZONE)
                .addValue("reason", grant.reason())
                .addValue("createdAt", utc(grant.createdAt()));
    }
}
