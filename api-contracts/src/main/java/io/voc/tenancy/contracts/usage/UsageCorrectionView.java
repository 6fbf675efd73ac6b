package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.command.Versioned;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;

import java.time.Instant;

/**
 * A correction of usage as callers see it.
 *
 * @param amount more than was counted, or less when it is negative
 * @param occurredAt the moment whose periods are corrected
 */
public record UsageCorrectionView(
        String id,
        String tenantId,
        String metric,
        long amount,
        Instant occurredAt,
        String reason,
        Instant createdAt,
        long version)
        implements Versioned {

    /** The correction as an event makes it. */
    public static UsageCorrectionView after(UsageCorrected corrected, Instant at) {
        return new UsageCorrectionView(
                corrected.correctionId(),
                corrected.tenantId(),
                corrected.metric(),
                corrected.amount(),
                corrected.occurredAt(),
                corrected.reason(),
                at,
                1);
    }
}
