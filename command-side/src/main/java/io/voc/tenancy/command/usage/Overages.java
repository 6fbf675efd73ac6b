package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.Counters.column;

import io.voc.tenancy.command.usage.Counter.Start;
import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.command.usage.PastPeriods.PeriodOf;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What passes hard limits though nobody asked whether it may, by period. Whoever adds to it has
 * locked the counter.
 */
final class Overages {

    private static final String WRITE =
            """
            INSERT INTO command.usage_overage AS known (tenant_id, metric, period, starts_at, overage)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::timestamptz[]), unnest(?::bigint[])
            ON CONFLICT (tenant_id, metric, period, starts_at) DO UPDATE
            SET overage = known.overage + excluded.overage
            """;

    private final Map<PeriodOf, Long> added = new LinkedHashMap<>();

    /** Adds what is more than nothing to the period of a moment. */
    void add(Of of, LimitPeriod period, Instant moment, long overage) {
        if (overage > 0) {
            added.merge(new PeriodOf(of, Start.of(period, moment)), overage, Long::sum);
        }
    }

    void write(SqlBatch sql) throws SQLException {
        if (!added.isEmpty()) {
            var periods = added.keySet();
            sql.update(
                    WRITE,
                    column(sql, "text", periods, it -> it.of().tenantId()),
                    column(sql, "text", periods, it -> it.of().metric()),
                    column(sql, "text", periods, it -> it.start().period().name()),
                    column(sql, "timestamptz", periods, it -> it.start().at().toString()),
                    sql.array("int8", added.values().toArray()));
        }
    }
}
