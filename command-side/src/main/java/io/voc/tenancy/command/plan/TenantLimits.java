package io.voc.tenancy.command.plan;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.OverridesView;
import io.voc.tenancy.contracts.plan.TenantLimitsCommand;
import io.voc.tenancy.contracts.plan.TenantLimitsCommand.ReplaceTenantLimits;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.util.Objects;

/** The limits that a tenant has in place of its plan's, or beside them. */
@Aggregate(
        cache = "aggregateCache",
        commandTargetResolver = "commandTargets",
        snapshotTriggerDefinition = "snapshotTriggers")
final class TenantLimits {

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private @Nullable OverridesView overrides;

    TenantLimits() {}

    /** Comes before all else; without overrides the version is 0. */
    @CommandHandlerInterceptor
    void checkVersion(
            TenantLimitsCommand command,
            @MetaDataValue(IfMatch.METADATA_KEY) @Nullable IfMatch required) {
        if (required != null) {
            required.check(overrides(command.tenantId()));
        }
    }

    /** Axon asks for the id of the aggregate even if nothing has happened to it. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    OverridesView handle(
            ReplaceTenantLimits command,
            MetricCatalogue metrics,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        id = command.target();
        conditions.require(new TenantLetsThrough(command.tenantId(), TenantGate.toWrite(actor)));
        var faults = metrics.faultsOf(command.limits());
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
        if (!overrides(command.tenantId()).limits().equals(command.limits())) {
            apply(new TenantLimitsReplaced(command.tenantId(), command.limits()));
        }
        return overrides(command.tenantId());
    }

    @EventSourcingHandler
    void on(TenantLimitsEvent event) {
        id = event.aggregateId();
        overrides = OverridesView.after(overrides, event);
    }

    private OverridesView overrides(String tenantId) {
        return Objects.requireNonNullElseGet(overrides, () -> OverridesView.none(tenantId));
    }
}
