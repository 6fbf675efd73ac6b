package io.voc.tenancy.command.plan;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.GrantCommand.AddGrant;
import io.voc.tenancy.contracts.plan.GrantEvent;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.GrantView;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a tenant may have of a counter once, beyond the allowance of its periods. One for each, as a
 * tenant may get thousands of them; in no cache, as nobody asks it again.
 */
@Aggregate(commandTargetResolver = "commandTargets")
final class Grant {

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private @Nullable GrantView grant;

    Grant() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    GrantView handle(
            AddGrant command,
            MetricCatalogue metrics,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        var faults = faultsOf(command, metrics);
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
        apply(
                new GrantAdded(
                        command.grantId(),
                        command.tenantId(),
                        command.metric(),
                        command.amount(),
                        command.priority(),
                        command.expiresAt(),
                        command.reason()));
        return Objects.requireNonNull(grant, "it was just made");
    }

    @EventSourcingHandler
    void on(GrantEvent event, @Timestamp Instant at) {
        id = event.grantId();
        grant = GrantView.after(event, at);
    }

    private static List<FieldFault> faultsOf(AddGrant command, MetricCatalogue metrics) {
        var faults = new ArrayList<FieldFault>();
        metrics.faultOfGrant(command.metric()).ifPresent(faults::add);
        if (command.expiresAt() != null && !command.expiresAt().isAfter(command.now())) {
            faults.add(new FieldFault("/expiresAt", "The grant would have expired already"));
        }
        return faults;
    }
}
