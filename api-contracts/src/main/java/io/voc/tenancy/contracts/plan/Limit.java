package io.voc.tenancy.contracts.plan;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * How much of a metric a tenant may have.
 *
 * @param metric by its name in the catalogue
 * @param amount 0 or more
 * @param period of a counter; null for all else
 * @param warnAtPercent at which parts of the amount to tell, ascending
 */
public record Limit(
        String metric,
        long amount,
        @Nullable LimitPeriod period,
        Enforcement enforcement,
        List<Integer> warnAtPercent) {

    public Limit {
        warnAtPercent = List.copyOf(warnAtPercent);
    }

    /** Whether it limits the same metric within the same period. */
    boolean isOfTheSame(Limit other) {
        return metric.equals(other.metric) && period == other.period;
    }
}
