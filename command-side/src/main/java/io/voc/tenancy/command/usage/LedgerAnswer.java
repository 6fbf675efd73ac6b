package io.voc.tenancy.command.usage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * How it stands after an entry was written.
 *
 * @param used how much there is in the period of the tightest limit, this entry included; where
 *     nothing limits the metric, in this month
 * @param limit the amount of the tightest limit; null where nothing limits the metric
 * @param remaining what is left of that, never below 0
 * @param until when that limit's period ends, or the reservation; null when it does not
 * @param reservationId null for all else
 */
public record LedgerAnswer(
        long used,
        @Nullable Long limit,
        @Nullable Long remaining,
        @Nullable Instant until,
        @Nullable String reservationId) {}
