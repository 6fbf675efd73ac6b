package io.voc.tenancy.contracts.usage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Whether an amount would be granted now, and how it stands with the tightest limit of the metric:
 * that with least left, of those that forbid it if it is not allowed.
 *
 * @param used in the limit's period, without the amount; in this month where nothing limits the
 *     metric
 * @param limit null where nothing limits the metric
 * @param remaining of the limit, never below 0; null where nothing limits the metric
 * @param resetsAt when the limit's period ends; null when it does not
 */
public record QuotaView(
        boolean allowed,
        String metric,
        long used,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Instant resetsAt) {}
