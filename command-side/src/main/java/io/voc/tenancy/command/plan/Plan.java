package io.voc.tenancy.command.plan;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.plan.PlanCommand;
import io.voc.tenancy.contracts.plan.PlanCommand.CreatePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.DeletePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.DescribePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.ReplacePlan;
import io.voc.tenancy.contracts.plan.PlanCommand.SeedPlan;
import io.voc.tenancy.contracts.plan.PlanEvent;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.plan.PlanView;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.PlanUnused;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A named set of limits, which counts for every tenant that has it. */
@Aggregate(
        cache = "aggregateCache",
        commandTargetResolver = "commandTargets",
        snapshotTriggerDefinition = "snapshotTriggers")
final class Plan {

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private @Nullable PlanView plan;

    Plan() {}

    /** Comes before all else; of a plan that is not there no version can match. */
    @CommandHandlerInterceptor
    void checkVersion(
            PlanCommand command, @MetaDataValue(IfMatch.METADATA_KEY) @Nullable IfMatch required) {
        if (plan != null && required != null && isThere() && !(command instanceof CreatePlan)) {
            required.check(plan);
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    PlanView handle(CreatePlan command, MetricCatalogue metrics) {
        if (isThere()) {
            throw new Rejection(
                    RejectionCode.PLAN_EXISTS, "There is a plan " + command.name() + " already");
        }
        check(command.limits(), metrics);
        apply(new PlanCreated(command.name(), command.description(), command.limits()));
        return plan();
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    PlanView handle(SeedPlan command, MetricCatalogue metrics) {
        if (plan == null) {
            check(command.limits(), metrics);
            apply(new PlanCreated(command.name(), command.description(), command.limits()));
        }
        return plan();
    }

    @CommandHandler
    PlanView handle(ReplacePlan command, MetricCatalogue metrics) {
        checkIsThere();
        check(command.limits(), metrics);
        if (!plan().says(command.description(), command.limits())) {
            apply(new PlanReplaced(command.name(), command.description(), command.limits()));
        }
        return plan();
    }

    @CommandHandler
    PlanView handle(DeletePlan command, CommitConditions conditions) {
        if (isThere()) {
            conditions.require(new PlanUnused(command.name()));
            apply(new PlanDeleted(command.name()));
        }
        return plan();
    }

    @CommandHandler
    PlanView handle(DescribePlan command) {
        checkIsThere();
        return plan();
    }

    @EventSourcingHandler
    void on(PlanEvent event, @Timestamp Instant at) {
        id = event.aggregateId();
        plan = PlanView.after(plan, event, at);
    }

    private static void check(List<Limit> limits, MetricCatalogue metrics) {
        var faults = metrics.faultsOf(limits);
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
    }

    private void checkIsThere() {
        if (!isThere()) {
            throw Rejection.notFound("plan", plan().name());
        }
    }

    private boolean isThere() {
        return plan != null && plan.deletedAt() == null;
    }

    private PlanView plan() {
        return Objects.requireNonNull(plan, "a command reaches a plan only after its creation");
    }
}
