package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.contracts.plan.LimitPeriod;

import java.time.Instant;

/**
 * A threshold that was reached.
 *
 * @param place which one, in which period; told once
 * @param amount of the limit
 * @param used when it was reached
 * @param isHard whether nothing passes the limit
 */
record Crossing(Place place, long amount, long used, boolean isHard) {

    /** A threshold of a tenant's metric in one period. */
    record Place(Of of, LimitPeriod period, Instant startsAt, int percent) {}
}
