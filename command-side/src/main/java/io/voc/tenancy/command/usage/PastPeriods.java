package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.Counter.PeriodCount;
import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is added to periods that are over, each once. */
final class PastPeriods {

    private static final String ADD =
            """
            INSERT INTO command.usage_period AS period (tenant_id, metric, period, starts_at, used)
            SELECT tenant_id, metric, period, starts_at, used
            FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[], ?::bigint[])
                AS added (tenant_id, metric, period, starts_at, used)
            ON CONFLICT (tenant_id, metric, period, starts_at) DO UPDATE
            SET used = period.used + excluded.used
            """;

    private final Map<Of, Map<Start, Long>> added = new TreeMap<>();

    private record Start(LimitPeriod period, Instant at) {}

    private record Row(Of of, Start start, long used) {}

    /** Minutes are counted and not kept: too many rows for what they tell. */
    void add(Of of, List<PeriodCount> counts) {
        for (var count : counts) {
            if (count.period() != LimitPeriod.MINUTE) {
                added.computeIfAbsent(of, _ -> new HashMap<>())
                        .merge(
                                new Start(count.period(), count.startsAt()),
                                count.used(),
                                Long::sum);
            }
        }
    }

    void write(SqlBatch sql) throws SQLException {
        var rows =
                added.entrySet().stream()
                        .flatMap(of ->
                                of.getValue().entrySet().stream()
                                        .map(start ->
                                                new Row(
                                                        of.getKey(),
                                                        start.getKey(),
                                                        start.getValue())))
                        .toList();
        if (!rows.isEmpty()) {
            sql.update(
                    ADD,
                    Counters.column(sql, "text", rows, row -> row.of().tenantId()),
                    Counters.column(sql, "text", rows, row -> row.of().metric()),
                    Counters.column(sql, "text", rows, row -> row.start().period().name()),
                    Counters.column(sql, "timestamptz", rows, row -> row.start().at().toString()),
                    Counters.column(sql, "int8", rows, Row::used));
        }
    }
}
