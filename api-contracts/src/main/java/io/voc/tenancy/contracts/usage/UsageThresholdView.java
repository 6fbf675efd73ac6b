package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.command.Versioned;

import java.time.Instant;

/** A threshold that was told of. */
public record UsageThresholdView(String id, long version) implements Versioned {

    /** Names a threshold in one period, so that it is told of once. */
    static String id(
            String tenantId, String metric, String period, Instant periodStartsAt, int percent) {
        return String.join(
                ":",
                "usage",
                tenantId,
                metric,
                period,
                String.valueOf(periodStartsAt.getEpochSecond()),
                String.valueOf(percent));
    }
}
