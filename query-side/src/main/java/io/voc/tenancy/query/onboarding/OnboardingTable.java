package io.voc.tenancy.query.onboarding;

import static io.voc.tenancy.eventstore.sql.Timestamps.utc;

import io.voc.tenancy.contracts.onboarding.LogLine;
import io.voc.tenancy.contracts.onboarding.OnboardingStatus;
import io.voc.tenancy.contracts.onboarding.OnboardingView;
import io.voc.tenancy.contracts.onboarding.StepView;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Onboardings as rows. */
@Component
class OnboardingTable {

    private static final TypeReference<List<StepView>> STEPS = new TypeReference<>() {};
    private static final TypeReference<List<LogLine>> LOG = new TypeReference<>() {};

    private static final String UPSERT =
            """
            INSERT INTO query.onboarding (id, tenant_id, workflow, workflow_version, status, open_steps, steps, log, code,
                                          reason, version, started_at, updated_at, ended_at)
            VALUES (:id, :tenantId, :workflow, :workflowVersion, :status, :openSteps, :steps::jsonb, :log::jsonb, :code,
                    :reason, :version, :startedAt, :updatedAt, :endedAt)
            ON CONFLICT (id) DO UPDATE SET
                status = excluded.status, open_steps = excluded.open_steps, steps = excluded.steps, log = excluded.log,
                code = excluded.code, reason = excluded.reason, version = excluded.version,
                updated_at = excluded.updated_at, ended_at = excluded.ended_at
            """;
    private static final String ROW =
            """
            SELECT id, tenant_id, workflow, workflow_version, status, steps, code, reason, version, started_at, updated_at,
                   ended_at
            """;
    private static final String ROW_WITH_LOG = ROW + ", log FROM query.onboarding ";
    private static final String BY_TENANT = ROW_WITH_LOG + "WHERE tenant_id = :tenantId";
    private static final String BY_ID = ROW_WITH_LOG + "WHERE id = :id";
    private static final String PAGE =
            ROW
                    + """
                    FROM query.onboarding
                    WHERE (:status::text IS NULL OR status = :status)
                        AND (:step::text IS NULL OR :step = ANY (open_steps))
                        AND (:unchangedSince::timestamptz IS NULL
                            OR (status IN ('RUNNING', 'COMPENSATING') AND updated_at <= :unchangedSince))
                        AND (:before::text IS NULL OR id < :before)
                    ORDER BY id DESC LIMIT :limit
                    """;
    private static final String STUCK =
            """
            SELECT count(*) FROM query.onboarding
            WHERE status IN ('RUNNING', 'COMPENSATING') AND updated_at <= :unchangedSince
            """;

    private final NamedParameterJdbcTemplate batches;
    private final JdbcClient jdbc;
    private final JsonMapper json;

    OnboardingTable(NamedParameterJdbcTemplate batches, JdbcClient jdbc, JsonMapper json) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.json = json;
    }

    Optional<OnboardingDetail> findByTenant(String tenantId) {
        return jdbc.sql(BY_TENANT).param("tenantId", tenantId).query(this::detail).optional();
    }

    Optional<OnboardingDetail> find(String id) {
        return jdbc.sql(BY_ID).param("id", id).query(this::detail).optional();
    }

    /**
     * Onboardings, the newest first.
     *
     * @param step one that is on its way in them
     * @param unchangedSince since when nothing has happened to them though they are not over
     * @param before the id before which they begin
     */
    List<OnboardingView> page(
            @Nullable String status,
            @Nullable String step,
            @Nullable Instant unchangedSince,
            @Nullable String before,
            int limit) {
        return jdbc.sql(PAGE)
                .param("status", status)
                .param("step", step)
                .param("unchangedSince", utc(unchangedSince), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("before", before)
                .param("limit", limit)
                .query(this::view)
                .list();
    }

    /** How many are not over and have not changed since then. */
    long stuck(Instant unchangedSince) {
        return jdbc.sql(STUCK)
                .param("unchangedSince", utc(unchangedSince))
                .query(Long.class)
                .single();
    }

    void save(Collection<OnboardingDetail> rows) {
        batches.batchUpdate(
                UPSERT, rows.stream().map(this::parameters).toArray(MapSqlParameterSource[]::new));
    }

    private MapSqlParameterSource parameters(OnboardingDetail row) {
        var view = row.onboarding();
        return new MapSqlParameterSource()
                .addValue("id", view.id())
                .addValue("tenantId", view.tenantId())
                .addValue("workflow", view.workflow())
                .addValue("workflowVersion", view.workflowVersion())
                .addValue("status", view.status().name())
                .addValue("openSteps", view.openSteps().toArray(String[]::new), Types.ARRAY)
                .addValue("steps", json.writeValueAsString(view.steps()))
                .addValue("log", json.writeValueAsString(row.log()))
                .addValue("code", view.code())
                .addValue("reason", view.reason())
                .addValue("version", view.version())
                .addValue("startedAt", utc(view.startedAt()))
                .addValue("updatedAt", utc(view.updatedAt()))
                .addValue("endedAt", utc(view.endedAt()), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    private OnboardingDetail detail(ResultSet row, int number) throws SQLException {
        return new OnboardingDetail(view(row, number), json.readValue(row.getString("log"), LOG));
    }

    private OnboardingView view(ResultSet row, int number) throws SQLException {
        var startedAt = row.getObject("started_at", OffsetDateTime.class).toInstant();
        var updatedAt = row.getObject("updated_at", OffsetDateTime.class).toInstant();
        var endedAt = row.getObject("ended_at", OffsetDateTime.class);
        return new OnboardingView(
                row.getString("id"),
                row.getString("tenant_id"),
                row.getString("workflow"),
                row.getInt("workflow_version"),
                OnboardingStatus.valueOf(row.getString("status")),
                json.readValue(row.getString("steps"), STEPS),
                row.getString("code"),
                row.getString("reason"),
                row.getLong("version"),
                startedAt,
                updatedAt,
                endedAt == null ? null : endedAt.toInstant());
    }
}
