package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.Counter.PeriodCount;
import io.voc.tenancy.command.usage.Counter.Start;
import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
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

    private static final String READ =
            """
            SELECT tenant_id, metric, period, starts_at, used FROM command.usage_period
            WHERE (tenant_id, metric, period, starts_at)
                  IN (SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]))
            """;

    private final Map<Of, Map<Start, Long>> added = new TreeMap<>();

    private record Row(Of of, Start start, long used) {}

    /** One of a counter's periods. */
    record PeriodOf(Of of, Start start) {}

    /** What is told of a period that is over. */
    interface Reader {
        void read(PeriodOf period, long used);
    }

    /** Reads what some came to so far. */
    static void read(SqlBatch sql, Collection<PeriodOf> asked, Reader reader) throws SQLException {
        if (!asked.isEmpty()) {
            sql.query(
                    READ,
                    row -> reader.read(periodOf(row), row.getLong(5)),
                    Counters.column(sql, "text", asked, it -> it.of().tenantId()),
                    Counters.column(sql, "text", asked, it -> it.of().metric()),
                    Counters.column(sql, "text", asked, it -> it.start().period().name()),
                    Counters.column(sql, "timestamptz", asked, it -> it.start().at().toString()));
        }
    }

    private static PeriodOf periodOf(ResultSet row) throws SQLException {
        return new PeriodOf(
                new Of(row.getString(1), row.getString(2)),
                new Start(
                        LimitPeriod.valueOf(row.getString(3)),
                        row.getObject(4, OffsetDateTime.class).toInstant()));
    }

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
