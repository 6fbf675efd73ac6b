package io.voc.tenancy.query.usage;

import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.usage.LimitUse;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Holds all that is counted against all limits in force, in one query: what is used changes with
 * every call, so an order by it is nowhere kept.
 */
@Component
class LimitUseQueries {

    private static final String FIND =
            """
            WITH of_plan AS MATERIALIZED (
                SELECT plan.name, set.metric, COALESCE(set.period, '') AS period, set.amount, set.enforcement
                FROM command.plan AS plan, jsonb_to_recordset(plan.limits)
                    AS set (metric text, period text, amount bigint, enforcement text)
                WHERE :metric::text IS NULL OR set.metric = :metric
            ), own AS MATERIALIZED (
                SELECT own.tenant_id, set.metric, COALESCE(set.period, '') AS period, set.amount, set.enforcement
                FROM command.tenant_limit AS own, jsonb_to_recordset(own.limits)
                    AS set (metric text, period text, amount bigint, enforcement text)
                WHERE :metric::text IS NULL OR set.metric = :metric
            ), counted AS (
                SELECT tenant_id, metric, counted_at, minute_used, hour_used, day_used, month_used, lifetime_used,
                       NULL::bigint AS taken
                FROM command.usage_counter
                WHERE counted_at > 'epoch' AND (:metric::text IS NULL OR metric = :metric)
                UNION ALL
                SELECT tenant_id, metric, NULL, NULL, NULL, NULL, NULL, NULL, count(*)
                FROM command.usage_reservation
                WHERE expires_at > :now AND (:metric::text IS NULL OR metric = :metric)
                GROUP BY tenant_id, metric
            ), limited AS (
                SELECT counted.*, of_plan.period, of_plan.amount, of_plan.enforcement
                FROM counted
                JOIN command.tenant_gate AS gate ON gate.tenant_id = counted.tenant_id
                JOIN of_plan ON of_plan.name = gate.plan AND of_plan.metric = counted.metric
                WHERE gate.status IN ('PENDING', 'ACTIVE', 'SUSPENDED') AND NOT EXISTS (
                    SELECT FROM own WHERE own.tenant_id = counted.tenant_id AND own.metric = counted.metric
                                      AND own.period = of_plan.period)
                UNION ALL
                SELECT counted.*, own.period, own.amount, own.enforcement
                FROM counted
                JOIN own ON own.tenant_id = counted.tenant_id AND own.metric = counted.metric
                JOIN command.tenant_gate AS gate ON gate.tenant_id = counted.tenant_id
                WHERE gate.status IN ('PENDING', 'ACTIVE', 'SUSPENDED')
            ), used AS (
                SELECT tenant_id, metric, period, amount, enforcement,
                       CASE period
                           WHEN '' THEN taken
                           WHEN 'MINUTE' THEN CASE WHEN counted_at >= :minute THEN minute_used ELSE 0 END
                           WHEN 'HOUR' THEN CASE WHEN counted_at >= :hour THEN hour_used ELSE 0 END
                           WHEN 'DAY' THEN CASE WHEN counted_at >= :day THEN day_used ELSE 0 END
                           WHEN 'MONTH' THEN CASE WHEN counted_at >= :month THEN month_used ELSE 0 END
                           WHEN 'LIFETIME' THEN lifetime_used
                       END AS used
                FROM limited
            ), part AS (
                SELECT used.*, used * 100 / GREATEST(amount, 1) AS percent FROM used
            )
            SELECT tenant_id, metric, period, amount, enforcement, used, percent FROM part
            WHERE percent >= :atLeastPercent
              AND (percent < :percent OR percent = :percent AND (tenant_id, metric, period) > (:tenantId, :lastMetric, :period))
            ORDER BY percent DESC, tenant_id, metric, period LIMIT :most
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    LimitUseQueries(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Those that use at least so much of a limit, in the list's order.
     *
     * @param metric of which; null for all
     * @param after where the page before ended
     */
    List<LimitUse> find(@Nullable String metric, int atLeastPercent, UsePlace after, int most) {
        var now = clock.instant();
        var parameters = new HashMap<String, @Nullable Object>(starts(now));
        parameters.put("metric", metric);
        parameters.put("atLeastPercent", atLeastPercent);
        parameters.put("percent", after.percent());
        parameters.put("tenantId", after.tenantId());
        parameters.put("lastMetric", after.metric());
        parameters.put("period", after.period());
        parameters.put("most", most);
        return jdbc.sql(FIND).params(parameters).query((row, _) -> use(row, now)).list();
    }

    /** When the present periods began. */
    private static Map<String, Object> starts(Instant now) {
        return Map.of(
                "now", utc(now),
                "minute", utc(LimitPeriod.MINUTE.startOf(now)),
                "hour", utc(LimitPeriod.HOUR.startOf(now)),
                "day", utc(LimitPeriod.DAY.startOf(now)),
                "month", utc(LimitPeriod.MONTH.startOf(now)));
    }

    private static Object utc(Instant instant) {
        return Objects.requireNonNull(Timestamps.utc(instant));
    }

    private static LimitUse use(ResultSet row, Instant now) throws SQLException {
        var name = row.getString("period");
        var period = name.isEmpty() ? null : LimitPeriod.valueOf(name);
        return new LimitUse(
                row.getString("tenant_id"),
                row.getString("metric"),
                period,
                row.getLong("used"),
                row.getLong("amount"),
                row.getLong("percent"),
                Enforcement.valueOf(row.getString("enforcement")),
                period == null ? null : period.endOf(now));
    }
}
