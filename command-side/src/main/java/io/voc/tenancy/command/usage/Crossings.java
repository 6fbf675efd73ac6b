package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.Counters.column;

import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.eventstore.sql.SqlBatch;
import io.voc.tenancy.eventstore.sql.Timestamps;

import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/** Thresholds that a batch reaches and that were not reached before in their period. */
final class Crossings {

    /** The limit itself is always told of. */
    private static final int LIMIT = 100;

    private static final String WRITE =
            """
            INSERT INTO command.usage_crossing
                (tenant_id, metric, period, starts_at, percent, amount, used, hard, crossed_at)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::timestamptz[]),
                   unnest(?::integer[]), unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::boolean[]), ?::timestamptz
            ON CONFLICT DO NOTHING
            """;

    private final Predicate<Crossing.Place> isKnown;
    private final Map<Crossing.Place, Crossing> reached = new LinkedHashMap<>();

    /**
     * None so far.
     *
     * @param isKnown of which it is known that they are stored; others may be
     */
    Crossings(Predicate<Crossing.Place> isKnown) {
        this.isKnown = isKnown;
    }

    /** Notes all thresholds of a limit that so much reaches. */
    void note(Of of, Limit limit, LimitPeriod period, Instant moment, long used) {
        for (int percent : limit.warnAtPercent()) {
            if (reaches(used, limit.amount(), percent)) {
                add(of, limit, period, moment, percent, used);
            }
        }
        if (used >= limit.amount()) {
            add(of, limit, period, moment, LIMIT, used);
        }
    }

    /**
     * Notes that a limit refused something, if there is nothing left of it: also one that was
     * lowered to what was used, or allows nothing, is then told of. What merely asks for too much
     * reaches no limit.
     */
    void refused(Of of, Limit limit, LimitPeriod period, Instant moment, long used) {
        if (used >= limit.amount()) {
            add(of, limit, period, moment, LIMIT, used);
        }
    }

    boolean isEmpty() {
        return reached.isEmpty();
    }

    Set<Crossing.Place> places() {
        return reached.keySet();
    }

    void write(SqlBatch sql, Instant now) throws SQLException {
        if (reached.isEmpty()) {
            return;
        }
        var rows = reached.values();
        sql.update(
                WRITE,
                column(sql, "text", rows, row -> row.place().of().tenantId()),
                column(sql, "text", rows, row -> row.place().of().metric()),
                column(sql, "text", rows, row -> row.place().period().name()),
                column(sql, "timestamptz", rows, row -> row.place().startsAt().toString()),
                column(sql, "int4", rows, row -> row.place().percent()),
                column(sql, "int8", rows, Crossing::amount),
                column(sql, "int8", rows, Crossing::used),
                column(sql, "bool", rows, Crossing::isHard),
                Objects.requireNonNull(Timestamps.utc(now)));
    }

    private void add(
            Of of, Limit limit, LimitPeriod period, Instant moment, int percent, long used) {
        var place = new Crossing.Place(of, period, period.startOf(moment), percent);
        if (!isKnown.test(place)) {
            reached.putIfAbsent(
                    place,
                    new Crossing(
                            place, limit.amount(), used, limit.enforcement() == Enforcement.HARD));
        }
    }

    private static boolean reaches(long used, long amount, int percent) {
        return used >= Math.ceilDiv(Math.multiplyExact(amount, (long) percent), LIMIT);
    }
}
