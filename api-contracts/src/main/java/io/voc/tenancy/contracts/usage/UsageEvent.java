package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;

import java.time.Instant;

/** What happens because of usage; usage itself is no event. */
public sealed interface UsageEvent extends DomainEvent {

    /**
     * So much of a limit was reached, for the first time in a period.
     *
     * @param period of the limit; the day for what goes on at one time
     * @param percent of the amount; 100 is the limit itself, of which nothing is left
     * @param amount of the limit
     * @param used when it was reached
     * @param enforcement HARD or SOFT
     */
    @EventType(name = "tenant.usage-threshold-reached")
    record UsageThresholdReached(
            String tenantId,
            String metric,
            String period,
            Instant periodStartsAt,
            int percent,
            long amount,
            long used,
            String enforcement)
            implements UsageEvent {

        @Override
        public String aggregateId() {
            return UsageThresholdView.id(tenantId, metric, period, periodStartsAt, percent);
        }
    }
}
