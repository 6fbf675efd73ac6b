package io.voc.tenancy.contracts.usage;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

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

    /**
     * What was counted of a metric was wrong by so much; the ledger counts it after this event.
     *
     * @param amount more than was counted, or less when it is negative
     * @param occurredAt the moment whose periods are corrected
     */
    @EventType(name = "tenant.usage-corrected")
    record UsageCorrected(
            String correctionId,
            String tenantId,
            String metric,
            long amount,
            Instant occurredAt,
            @Sensitive String reason)
            implements UsageEvent {

        @Override
        public String aggregateId() {
            return correctionId;
        }
    }
}
