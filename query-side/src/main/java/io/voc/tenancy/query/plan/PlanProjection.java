package io.voc.tenancy.query.plan;

import static io.voc.tenancy.eventstore.sql.Timestamps.utc;

import io.voc.tenancy.contracts.plan.PlanEvent;
import io.voc.tenancy.contracts.plan.PlanView;
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

/** Keeps a row per plan. */
@Component
@ProcessingGroup(QuerySide.PLAN_PROJECTION)
class PlanProjection {

    private static final String UPSERT =
            """
            INSERT INTO query.plan (name, description, limits, version, created_at, updated_at, deleted_at)
            VALUES (:name, :description, :limits::jsonb, :version, :createdAt, :updatedAt, :deletedAt)
            ON CONFLICT (name) DO UPDATE SET
                description = excluded.description, limits = excluded.limits, version = excluded.version,
                created_at = excluded.created_at, updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
            """;

    private final Fold<PlanView> fold;
    private final NamedParameterJdbcTemplate jdbc;
    private final JsonMapper json;

    PlanProjection(PlanRows rows, NamedParameterJdbcTemplate jdbc, JsonMapper json) {
        this.fold = new Fold<>(name -> rows.findById(name).map(PlanRow::view), this::save);
        this.jdbc = jdbc;
        this.json = json;
    }

    @EventHandler
    void on(PlanEvent event, @Timestamp Instant at, UnitOfWork<?> batch) {
        fold.apply(batch, event.name(), before -> PlanView.after(before, event, at));
    }

    private void save(Collection<PlanView> plans) {
        jdbc.batchUpdate(
                UPSERT, plans.stream().map(this::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private MapSqlParameterSource parameters(PlanView plan) {
        return new MapSqlParameterSource()
                .addValue("name", plan.name())
                .addValue("description", plan.description())
                .addValue("limits", json.writeValueAsString(plan.limits()))
                .addValue("version", plan.version())
                .addValue("createdAt", utc(plan.createdAt()))
                .addValue("updatedAt", utc(plan.updatedAt()))
                .addValue("deletedAt", utc(plan.deletedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
    }
}
