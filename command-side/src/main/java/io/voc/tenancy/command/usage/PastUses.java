package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.Counter.Start;
import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.command.usage.LedgerEntry.PastUse;
import io.voc.tenancy.command.usage.PastPeriods.PeriodOf;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to be read for those uses of a batch that have happened already. */
final class PastUses {

    private final List<PastUse> uses;
    private final TenantRules rules;
    private final Counters counters;
    private final Instant now;

    /** Of tenants that are not there, nothing is read. */
    PastUses(Collection<PastUse> all, TenantRules rules, Counters counters, Instant now) {
        this.uses = all.stream().filter(use -> rules.isThere(use.tenantId())).toList();
        this.rules = rules;
        this.counters = counters;
        this.now = now;
    }

    /**
     * The limits, and the moment, that a use is held against. What was counted in a minute that is
     * over is not known any more, so its limit is left out.
     */
    static Tightest heldAgainst(List<Limit> limits, Counter counter, PastUse use) {
        var at = use.at().isBefore(counter.at()) ? use.at() : counter.at();
        var known =
                limits.stream()
                        .filter(limit ->
                                limit.period() != LimitPeriod.MINUTE
                                        || !counter.isOver(LimitPeriod.MINUTE, at))
                        .toList();
        return new Tightest(known, counter, at);
    }

    /** The limited periods that are over. */
    Set<PeriodOf> periodsOver() {
        return uses.stream().flatMap(this::periodsOver).collect(Collectors.toSet());
    }

    /** What may have to be drawn from grants. */
    Set<Of> withHardLimits() {
        return uses.stream()
                .filter(use ->
                        limits(use).anyMatch(limit -> limit.enforcement() == Enforcement.HARD))
                .map(Of::of)
                .collect(Collectors.toSet());
    }

    /** The time of the first of them; now when there is none. */
    Instant earliest() {
        return uses.stream()
                .map(PastUse::at)
                .reduce(now, (one, other) -> one.isBefore(other) ? one : other);
    }

    private Stream<PeriodOf> periodsOver(PastUse use) {
        var counter = counters.at(Of.of(use), now);
        return limits(use)
                .map(Tightest::period)
                .filter(period -> counter.isOver(period, use.at()))
                .map(period -> new PeriodOf(Of.of(use), Start.of(period, use.at())));
    }

    private Stream<Limit> limits(PastUse use) {
        return rules.limits(use.tenantId(), use.metric()).stream();
    }
}
