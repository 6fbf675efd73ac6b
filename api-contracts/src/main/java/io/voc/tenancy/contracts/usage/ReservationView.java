package io.voc.tenancy.contracts.usage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A place that is taken.
 *
 * @param used how many places are taken, this one included
 * @param limit null where nothing limits the metric
 * @param expiresAt when the place is free again, unless it is kept or given back
 */
public record ReservationView(
        String id, String metric, long used, @Nullable Long limit, Instant expiresAt) {}
