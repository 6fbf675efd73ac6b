package io.voc.tenancy.contracts.plan;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The time, in UTC, within which a counter adds up. */
public enum LimitPeriod {
    MINUTE,
    HOUR,
    DAY,
    MONTH,
    LIFETIME;

    /** When the period that a moment is in began; a lifetime began with time itself. */
    public Instant startOf(Instant moment) {
        return switch (this) {
            case MINUTE -> moment.truncatedTo(ChronoUnit.MINUTES);
            case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
            case DAY -> moment.truncatedTo(ChronoUnit.DAYS);
            case MONTH -> monthOf(moment).toInstant();
            case LIFETIME -> Instant.EPOCH;
        };
    }

    /** The first moment that is not in the period of this one; null for a lifetime. */
    public @Nullable Instant endOf(Instant moment) {
        return switch (this) {
            case MINUTE -> startOf(moment).plus(1, ChronoUnit.MINUTES);
            case HOUR -> startOf(moment).plus(1, ChronoUnit.HOURS);
            case DAY -> startOf(moment).plus(1, ChronoUnit.DAYS);
            case MONTH -> monthOf(moment).plusMonths(1).toInstant();
            case LIFETIME -> null;
        };
    }

    private static OffsetDateTime monthOf(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC).withDayOfMonth(1).with(LocalTime.MIDNIGHT);
    }
}
