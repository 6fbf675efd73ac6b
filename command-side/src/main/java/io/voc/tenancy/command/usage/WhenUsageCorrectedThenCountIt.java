package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;

import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.DisallowReplay;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.stereotype.Component;

/**
 * Sees to it that every correction is counted, whatever became of the node that recorded it. It is
 * counted once by its id, so one that has been is only asked for again.
 */
@Component
@ProcessingGroup(UsageConfiguration.CORRECTIONS)
@DisallowReplay
class WhenUsageCorrectedThenCountIt {

    private final Corrections corrections;

    WhenUsageCorrectedThenCountIt(Corrections corrections) {
        this.corrections = corrections;
    }

    @EventHandler
    void on(UsageCorrected event) {
        corrections.count(
                new LedgerEntry.Correction(
                        event.correctionId(),
                        event.tenantId(),
                        event.metric(),
                        event.amount(),
                        event.occurredAt()));
    }
}
