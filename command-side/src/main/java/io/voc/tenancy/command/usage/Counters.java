package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** The counters that a batch has locked, each by its tenant and metric. */
final class Counters {

    private static final String READ =
            """
            SELECT tenant_id, metric, counted_at, minute_used, hour_used, day_used, month_used, lifetime_used
            FROM command.usage_counter
            WHERE (tenant_id, metric) IN (SELECT * FROM unnest(?::text[], ?::text[]))
            """;

    /** In one order for all, so that batches wait for each other and never in a circle. */
    private static final String LOCK = READ + "ORDER BY tenant_id, metric FOR NO KEY UPDATE";

    private static final String BEGIN_COUNTING =
            """
            INSERT INTO command.usage_counter (tenant_id, metric)
            SELECT unnest(?::text[]), unnest(?::text[]) ON CONFLICT DO NOTHING
            """;

    private static final String WRITE =
            """
            UPDATE command.usage_counter AS counter
            SET counted_at = changed.counted_at, minute_used = changed.minute_used, hour_used = changed.hour_used,
                day_used = changed.day_used, month_used = changed.month_used, lifetime_used = changed.lifetime_used
            FROM (SELECT unnest(?::text[]) AS tenant_id, unnest(?::text[]) AS metric,
                         unnest(?::timestamptz[]) AS counted_at, unnest(?::bigint[]) AS minute_used,
                         unnest(?::bigint[]) AS hour_used, unnest(?::bigint[]) AS day_used,
                         unnest(?::bigint[]) AS month_used, unnest(?::bigint[]) AS lifetime_used) AS changed
            WHERE counter.tenant_id = changed.tenant_id AND counter.metric = changed.metric
            """;

    private final SortedSet<Of> asked;
    private final Map<Of, Counter> counters = new HashMap<>();

    /** Whose counter of what. */
    record Of(String tenantId, String metric) implements Comparable<Of> {

        static Of of(LedgerEntry entry) {
            return new Of(entry.tenantId(), entry.metric());
        }

        @Override
        public int compareTo(Of other) {
            int byTenant = tenantId.compareTo(other.tenantId);
            return byTenant == 0 ? metric.compareTo(other.metric) : byTenant;
        }
    }

    Counters(Collection<Of> asked) {
        this.asked = new TreeSet<>(asked);
    }

    /** Locks those that there are. */
    void lock(SqlBatch sql) throws SQLException {
        find(LOCK, sql);
    }

    /** Reads them as they were committed last; those that are not there have counted nothing. */
    void read(SqlBatch sql) throws SQLException {
        asked.forEach(of -> counters.put(of, Counter.unused()));
        find(READ, sql);
    }

    private void find(String query, SqlBatch sql) throws SQLException {
        sql.query(
                query,
                this::found,
                column(sql, "text", asked, Of::tenantId),
                column(sql, "text", asked, Of::metric));
    }

    /** Those that are not there, of tenants that have counters. */
    List<Of> missing(Predicate<String> hasCounters) {
        return asked.stream()
                .filter(of -> !counters.containsKey(of) && hasCounters.test(of.tenantId()))
                .toList();
    }

    /** Makes some, outside of any transaction; none is locked after it. */
    void begin(Connection connection, List<Of> missing) throws SQLException {
        var sql = new SqlBatch(connection);
        sql.update(
                        BEGIN_COUNTING,
                        column(sql, "text", missing, Of::tenantId),
                        column(sql, "text", missing, Of::metric))
                .execute();
        counters.clear();
    }

    /** The counter, moved on to a moment. */
    Counter at(Of of, Instant now) {
        var counter = Objects.requireNonNull(counters.get(of), "not locked");
        counter.advance(now);
        return counter;
    }

    /** Reads what periods that are over came to, of which something is to be judged. */
    void recall(SqlBatch sql, Collection<PastPeriods.PeriodOf> over) throws SQLException {
        PastPeriods.read(
                sql,
                over,
                (period, used) ->
                        Objects.requireNonNull(counters.get(period.of()))
                                .recall(period.start(), used));
    }

    void write(SqlBatch sql) throws SQLException {
        var changed = new TreeMap<Of, Counter>();
        counters.forEach((of, counter) -> {
            if (counter.hasChanged()) {
                changed.put(of, counter);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        sql.update(
                WRITE,
                column(sql, "text", changed.keySet(), Of::tenantId),
                column(sql, "text", changed.keySet(), Of::metric),
                column(sql, "timestamptz", changed.values(), it -> it.at().toString()),
                used(sql, changed, LimitPeriod.MINUTE),
                used(sql, changed, LimitPeriod.HOUR),
                used(sql, changed, LimitPeriod.DAY),
                used(sql, changed, LimitPeriod.MONTH),
                used(sql, changed, LimitPeriod.LIFETIME));
        var past = new PastPeriods();
        changed.forEach((of, counter) -> past.add(of, counter.past()));
        past.write(sql);
    }

    private void found(ResultSet row) throws SQLException {
        counters.put(
                new Of(row.getString(1), row.getString(2)),
                new Counter(
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        Map.of(
                                LimitPeriod.MINUTE,
                                row.getLong(4),
                                LimitPeriod.HOUR,
                                row.getLong(5),
                                LimitPeriod.DAY,
                                row.getLong(6),
                                LimitPeriod.MONTH,
                                row.getLong(7),
                                LimitPeriod.LIFETIME,
                                row.getLong(8))));
    }

    private static Object used(SqlBatch sql, Map<Of, Counter> changed, LimitPeriod period)
            throws SQLException {
        return column(sql, "int8", changed.values(), counter -> counter.used(period));
    }

    static <T> Object column(
            SqlBatch sql, String type, Collection<T> rows, Function<T, @Nullable Object> part)
            throws SQLException {
        @Nullable Object[] column = rows.stream().map(part).toArray();
        return sql.array(type, column);
    }
}
