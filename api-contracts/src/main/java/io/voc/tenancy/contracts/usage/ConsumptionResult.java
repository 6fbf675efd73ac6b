package io.voc.tenancy.contracts.usage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What one record of a batch came to.
 *
 * @param code why it was refused; null when it was granted
 * @param detail the refusal as a sentence
 */
public record ConsumptionResult(
        String requestId,
        boolean granted,
        String metric,
        @Nullable Long used,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Instant resetsAt,
        @Nullable String code,
        @Nullable String detail) {}
