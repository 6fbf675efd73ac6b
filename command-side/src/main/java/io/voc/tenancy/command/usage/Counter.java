package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.plan.LimitPeriod;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a tenant has had of a metric, in the periods of one moment. The moment never runs backwards,
 * so that a node whose clock is behind does not open a period again.
 */
final class Counter {

    private final Map<LimitPeriod, Long> used = new EnumMap<>(LimitPeriod.class);
    private final List<PeriodCount> past = new ArrayList<>();
    private final Map<Start, Long> over = new HashMap<>();
    private Instant at;
    private boolean hasChanged;

    /**
     * How much came to a period that is over.
     *
     * @param startsAt when the period began
     */
    record PeriodCount(LimitPeriod period, Instant startsAt, long used) {}

    /** Which period. */
    record Start(LimitPeriod period, Instant at) {

        static Start of(LimitPeriod period, Instant moment) {
            return new Start(period, period.startOf(moment));
        }
    }

    Counter(Instant at, Map<LimitPeriod, Long> used) {
        this.at = at;
        this.used.putAll(used);
    }

    /** One that has counted nothing. */
    static Counter unused() {
        var counter = new Counter(Instant.EPOCH, Map.of());
        for (var period : LimitPeriod.values()) {
            counter.used.put(period, 0L);
        }
        return counter;
    }

    /** Moves on to a moment, if that is later: counts of periods that are over begin anew. */
    void advance(Instant now) {
        if (!now.isAfter(at)) {
            return;
        }
        for (var period : LimitPeriod.values()) {
            var start = Start.of(period, at);
            if (start.at().isBefore(period.startOf(now))) {
                if (used(period) != 0) {
                    addOver(start, used(period));
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

    /** How much there is in the period of a moment that is not to come. */
    long used(LimitPeriod period, Instant moment) {
        return isOver(period, moment)
                ? over.getOrDefault(Start.of(period, moment), 0L)
                : used(period);
    }

    /** Whether the period of a moment is over. */
    boolean isOver(LimitPeriod period, Instant moment) {
        return period.startOf(moment).isBefore(period.startOf(at));
    }

    /** Those periods of a moment that are over. */
    Stream<Start> periodsOver(Instant moment) {
        return Stream.of(LimitPeriod.values())
                .filter(period -> isOver(period, moment))
                .map(period -> Start.of(period, moment));
    }

    /** What a period that is over has come to, as stored: to be told before it is asked for. */
    void recall(Start start, long stored) {
        over.merge(start, stored, Long::sum);
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

    /** Counts so much more in the periods of a moment that is not to come. */
    void add(long amount, Instant moment) {
        hasChanged = true;
        for (var period : LimitPeriod.values()) {
            if (isOver(period, moment)) {
                addOver(Start.of(period, moment), amount);
            } else {
                used.merge(period, amount, Long::sum);
            }
        }
    }

    /**
     * Counts so much more, or less, in the periods of a moment. No count goes below 0, so those
     * that are over must have been recalled. A moment that is still to come, by another's clock, is
     * the present one.
     */
    void correct(long amount, Instant moment) {
        hasChanged = true;
        var then = moment.isAfter(at) ? at : moment;
        for (var period : LimitPeriod.values()) {
            if (isOver(period, then)) {
                var start = Start.of(period, then);
                addOver(start, Math.max(amount, -over.getOrDefault(start, 0L)));
            } else {
                used.merge(period, amount, (before, change) -> Math.max(0, before + change));
            }
        }
    }

    private void addOver(Start start, long amount) {
        if (amount == 0) {
            return;
        }
        past.add(new PeriodCount(start.period(), start.at(), amount));
        over.merge(start, amount, Long::sum);
    }

    /** Whether there is something to be written. */
    boolean hasChanged() {
        return hasChanged;
    }

    /** What is to be added to periods that are over. */
    List<PeriodCount> past() {
        return past;
    }
}
