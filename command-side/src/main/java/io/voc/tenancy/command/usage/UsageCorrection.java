package io.voc.tenancy.command.usage;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.usage.UsageCorrectionCommand.CorrectUsage;
import io.voc.tenancy.contracts.usage.UsageCorrectionView;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A correction of what was counted, decided once; the ledger counts it afterwards. One aggregate
 * each, in no cache, as nobody asks it again.
 */
@Aggregate(commandTargetResolver = "commandTargets")
final class UsageCorrection {

    /** As far back as days are kept. */
    private static final Duration REACH = Duration.ofDays(400);

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private @Nullable UsageCorrectionView correction;

    UsageCorrection() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    UsageCorrectionView handle(
            CorrectUsage command,
            MetricCatalogue metrics,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        var faults = faultsOf(command, metrics);
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
        apply(
                new UsageCorrected(
                        command.correctionId(),
                        command.tenantId(),
                        command.metric(),
                        command.amount(),
                        command.occurredAt(),
                        command.reason()));
        return Objects.requireNonNull(correction, "it was just made");
    }

    @EventSourcingHandler
    void on(UsageCorrected event, @Timestamp Instant at) {
        id = event.correctionId();
        correction = UsageCorrectionView.after(event, at);
    }

    private static List<FieldFault> faultsOf(CorrectUsage command, MetricCatalogue metrics) {
        var faults = new ArrayList<FieldFault>();
        metrics.faultOfCorrection(command.metric()).ifPresent(faults::add);
        if (command.amount() == 0) {
            faults.add(new FieldFault("/amount", "An amount of 0 corrects nothing"));
        }
        if (command.occurredAt().isAfter(command.now())) {
            faults.add(new FieldFault("/occurredAt", "What is still to come can't be corrected"));
        }
        if (command.occurredAt().isBefore(command.now().minus(REACH))) {
            faults.add(
                    new FieldFault(
                            "/occurredAt",
                            "Only the last %d days can be corrected".formatted(REACH.toDays())));
        }
        return faults;
    }
}
