package io.voc.tenancy.contracts.usage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A consumption that was granted, and how it stands with the tightest limit of the metric.
 *
 * @param used in the limit's period, this consumption included; in this month where nothing limits
 *     the metric
 * @param limit null where nothing limits the metric
 * @param remaining of the limit, never below 0; null where nothing limits the metric
 * @param resetsAt when the limit's period ends; null when it does not
 */
public record ConsumptionView(
        boolean granted,
        String metric,
        long used,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Instant resetsAt) {}
