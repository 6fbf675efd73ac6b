package io.voc.tenancy.contracts.plan;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * A limit that counts for a tenant.
 *
 * @param used how many there are, be it more than the amount; null where nothing is counted
 * @param remaining how many more there may be, never below 0; null where nothing is counted
 */
public record EffectiveLimit(
        String metric,
        long amount,
        @Nullable LimitPeriod period,
        Enforcement enforcement,
        List<Integer> warnAtPercent,
        LimitSource source,
        @Nullable Long used,
        @Nullable Long remaining) {

    static EffectiveLimit of(Limit limit, LimitSource source, Map<String, Long> counts) {
        var used = limit.period() == null ? counts.get(limit.metric()) : null;
        return new EffectiveLimit(
                limit.metric(),
                limit.amount(),
                limit.period(),
                limit.enforcement(),
                limit.warnAtPercent(),
                source,
                used,
                used == null ? null : Math.max(0, limit.amount() - used));
    }
}
