package io.voc.tenancy.query.usage;

import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.usage.UsageView;
import io.voc.tenancy.contracts.usage.UsageView.MetricUsage;
import io.voc.tenancy.contracts.usage.UsageView.PastUsage;
import io.voc.tenancy.eventstore.register.TenantLimitReader;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads the ledger on the primary, where a count is as it was when it was last granted. */
@Component
class UsageQueries {

    private static final int MOST = 1_000;

    private static final String COUNTERS =
            """
            SELECT metric, counted_at, minute_used, hour_used, day_used, month_used, lifetime_used
            FROM command.usage_counter WHERE tenant_id = :tenantId AND counted_at > 'epoch'
            """;
    private static final String PLACES =
            """
            SELECT metric, count(*) AS taken FROM command.usage_reservation
            WHERE tenant_id = :tenantId AND expires_at > :now GROUP BY metric
            """;
    private static final String PAST =
            """
            SELECT starts_at, used FROM command.usage_period
            WHERE tenant_id = :tenantId AND metric = :metric AND period = :period AND used > 0
            ORDER BY starts_at DESC LIMIT :most
            """;

    private final JdbcClient jdbc;
    private final TenantLimitReader registers;
    private final MetricCatalogue metrics;
    private final Overages overages;
    private final Clock clock;
    private final TransactionTemplate oneSnapshot;

    UsageQueries(
            JdbcClient jdbc,
            TenantLimitReader registers,
            MetricCatalogue metrics,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.registers = registers;
        this.metrics = metrics;
        this.overages = new Overages(jdbc);
        this.clock = clock;
        oneSnapshot = new TransactionTemplate(transactions);
        oneSnapshot.setReadOnly(true);
        oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    private record Counted(String metric, Instant at, Map<LimitPeriod, Long> used) {

        static final Counted NOTHING = new Counted("", Instant.EPOCH, Map.of());

        boolean isOver(LimitPeriod period, Instant now) {
            return period.startOf(at).isBefore(period.startOf(now));
        }

        /** In the period that it is now. */
        long used(LimitPeriod period, Instant now) {
            return isOver(period, now) ? 0 : used.getOrDefault(period, 0L);
        }
    }

    /** What is used now, by metric and period. */
    UsageView now(String tenantId) {
        return inOneSnapshot(() -> {
            var now = clock.instant();
            var items = items(tenantId, counted(tenantId), overages.now(tenantId, now), now);
            return new UsageView(tenantId, items, null);
        });
    }

    /** The same, and what periods of a metric that are over came to, newest first. */
    UsageView nowAndBefore(String tenantId, String metric, LimitPeriod period) {
        return inOneSnapshot(() -> {
            var now = clock.instant();
            var counted = counted(tenantId);
            var last = counted.getOrDefault(metric, Counted.NOTHING);
            return new UsageView(
                    tenantId,
                    items(tenantId, counted, overages.now(tenantId, now), now),
                    past(tenantId, metric, period, last, now));
        });
    }

    /** A count that moves to the past meanwhile is found at one of both places, and once. */
    private UsageView inOneSnapshot(Supplier<UsageView> read) {
        return Objects.requireNonNull(oneSnapshot.execute(_ -> read.get()));
    }

    private List<MetricUsage> items(
            String tenantId, Map<String, Counted> used, Overages.Found overage, Instant now) {
        var limits = registers.inForce(tenantId);
        var counted = new TreeMap<>(used);
        limits.stream()
                .filter(limit -> limit.period() != null)
                .forEach(limit -> counted.putIfAbsent(limit.metric(), Counted.NOTHING));
        var items = new ArrayList<MetricUsage>();
        counted.forEach((metric, count) -> {
            for (var period : LimitPeriod.values()) {
                items.add(
                        MetricUsage.of(
                                metric,
                                period,
                                count.used(period, now),
                                overage.of(metric, period, period.startOf(now)),
                                now,
                                limits));
            }
        });
        var taken = taken(tenantId, now);
        limits.stream()
                .filter(limit -> metrics.faultOfReservation(limit.metric()).isEmpty())
                .forEach(limit -> taken.putIfAbsent(limit.metric(), 0L));
        taken.forEach((metric, places) ->
                items.add(MetricUsage.of(metric, null, places, null, now, limits)));
        return items;
    }

    private List<PastUsage> past(
            String tenantId, String metric, LimitPeriod period, Counted last, Instant now) {
        var past = new ArrayList<PastUsage>();
        var overage = overages.of(tenantId, metric, period);
        var counted = last.used().getOrDefault(period, 0L);
        if (counted > 0 && last.isOver(period, now)) {
            var start = period.startOf(last.at());
            past.add(new PastUsage(start, counted, overage.of(metric, period, start)));
        }
        past.addAll(
                jdbc.sql(PAST)
                        .param("tenantId", tenantId)
                        .param("metric", metric)
                        .param("period", period.name())
                        .param("most", MOST)
                        .query((row, _) ->
                                new PastUsage(
                                        instant(row, "starts_at"),
                                        row.getLong("used"),
                                        overage.of(metric, period, instant(row, "starts_at"))))
                        .list());
        return past;
    }

    private Map<String, Counted> counted(String tenantId) {
        return jdbc
                .sql(COUNTERS)
                .param("tenantId", tenantId)
                .query((row, _) -> counted(row))
                .list()
                .stream()
                .collect(
                        Collectors.toMap(
                                Counted::metric,
                                Function.identity(),
                                (one, _) -> one,
                                TreeMap::new));
    }

    private static Counted counted(ResultSet row) throws SQLException {
        var used = new TreeMap<LimitPeriod, Long>();
        for (var period : LimitPeriod.values()) {
            used.put(period, row.getLong(period.name().toLowerCase(Locale.ROOT) + "_used"));
        }
        return new Counted(row.getString("metric"), instant(row, "counted_at"), used);
    }

    private Map<String, Long> taken(String tenantId, Instant now) {
        var taken = new TreeMap<String, Long>();
        jdbc.sql(PLACES)
                .param("tenantId", tenantId)
                .param("now", Objects.requireNonNull(Timestamps.utc(now)))
                .query((ResultSet row) -> {
                    taken.put(row.getString("metric"), row.getLong("taken"));
                });
        return taken;
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
