package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What a tenant uses now, and what it used of one metric before.
 *
 * @param items of each metric that is, or was ever, used or is limited, in each period
 * @param past of the metric and period that were asked for, newest first; null when none were
 */
public record UsageView(String tenantId, List<MetricUsage> items, @Nullable List<PastUsage> past) {

    public UsageView {
        items = List.copyOf(items);
    }

    /**
     * What is used of a metric in the present period.
     *
     * @param period null for what goes on at one time
     * @param resetsAt when the period ends; null when it does not
     * @param limit what is allowed; null where nothing limits it
     * @param remaining of the limit, never below 0
     * @param overage how much came in bulk beyond a hard limit and what grants cover; null when
     *     nothing did
     */
    public record MetricUsage(
            String metric,
            @Nullable LimitPeriod period,
            long used,
            @Nullable Instant resetsAt,
            @Nullable Long limit,
            @Nullable Long remaining,
            @Nullable Enforcement enforcement,
            @Nullable Long overage) {

        /** What is used, held against the limit of the same period, if there is one. */
        public static MetricUsage of(
                String metric,
                @Nullable LimitPeriod period,
                long used,
                @Nullable Long overage,
                Instant now,
                List<Limit> limits) {
            var limit =
                    limits.stream()
                            .filter(it -> it.metric().equals(metric) && it.period() == period)
                            .findFirst();
            return new MetricUsage(
                    metric,
                    period,
                    used,
                    period == null ? null : period.endOf(now),
                    limit.map(Limit::amount).orElse(null),
                    limit.map(it -> Math.max(0, it.amount() - used)).orElse(null),
                    limit.map(Limit::enforcement).orElse(null),
                    overage);
        }
    }

    /**
     * What was used in a period that is over.
     *
     * @param overage as of the present period
     */
    public record PastUsage(Instant startsAt, long used, @Nullable Long overage) {}
}
