package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.plan.LimitPeriod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a tenant has had of a metric, in the periods of one moment. The moment never runs backwards,
 * so that a node whose clock is behind does not open a period again.
 */
final class Counter {

    private final Map<LimitPeriod, Long> used = new EnumMap<>(LimitPeriod.class);
    private final List<PeriodCount> past = new ArrayList<>();
    private Instant at;
    private boolean hasChanged;

    /**
     * What a period that is over came to.
     *
     * @param startsAt when the period began
     */
    record PeriodCount(LimitPeriod period, Instant startsAt, long used) {}

    Counter(Instant at, Map<LimitPeriod, Long> used) {
        this.at = at;
        this.used.putAll(used);
    }

    /** Moves on to a moment, if that is later: counts of periods that are over begin anew. */
    void advance(Instant now) {
        if (!now.isAfter(at)) {
            return;
        }
        for (var period : LimitPeriod.values()) {
            var start = period.startOf(at);
            if (start.isBefore(period.startOf(now))) {
                if (used(period) != 0) {
                    past.add(new PeriodCount(period, start, used(period)));
                }
                used.put(period, 0L);
            }
        }
        at = now;
    }

    /** How much there is in the present period. */
    long used(LimitPeriod period) {
        return Objects.requireNonNull(used.get(period));
    }

    /** The moment whose periods are counted. */
    Instant at() {
        return at;
    }

    /** Counts so much more, now. */
    void add(long amount) {
        hasChanged = true;
        used.replaceAll((_, before) -> before + amount);
    }

    /** Whether there is something to be written. */
    boolean hasChanged() {
        return hasChanged;
    }

    /** What periods came to that were over by then. */
    List<PeriodCount> past() {
        return past;
    }
}
