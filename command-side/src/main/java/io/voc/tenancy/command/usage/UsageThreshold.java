package io.voc.tenancy.command.usage;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.usage.UsageCommand.TellOfThreshold;
import io.voc.tenancy.contracts.usage.UsageEvent;
import io.voc.tenancy.contracts.usage.UsageThresholdView;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * A threshold in one period, with an event when it was reached. Being an aggregate, it has no
 * second one, however often and by how many nodes it is told.
 */
@Aggregate(commandTargetResolver = "commandTargets")
final class UsageThreshold {

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private boolean isTold;

    UsageThreshold() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    UsageThresholdView handle(
            TellOfThreshold command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        id = command.target();
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        if (!isTold) {
            apply(command.reached());
        }
        return new UsageThresholdView(command.target(), 1);
    }

    @EventSourcingHandler
    void on(UsageEvent event) {
        id = event.aggregateId();
        isTold = true;
    }
}
