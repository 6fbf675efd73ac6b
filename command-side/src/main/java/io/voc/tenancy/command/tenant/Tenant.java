package io.voc.tenancy.command.tenant;

import static io.voc.tenancy.contracts.tenant.TenantGate.OPERATOR_WRITE;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.DescribeConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.ReplaceConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationCommand.RollBackConfiguration;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.ConfigurationView;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateOnboardedTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ChangeTenantPlan;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DescribeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeOnboardedTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenantWhenDue;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantCommand.RestoreTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;
import io.voc.tenancy.eventstore.register.Condition.TenantLetsThrough;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.TenantResource;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CommandHandlerInterceptor;
import org.axonframework.modelling.command.CreationPolicy;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/** A company that uses the platform, and how its agents and telephony are set up. */
@Aggregate(
        cache = "aggregateCache",
        commandTargetResolver = "commandTargets",
        snapshotTriggerDefinition = "snapshotTriggers")
final class Tenant {

    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it
    private @Nullable String id;

    private @Nullable TenantView tenant;
    private @Nullable TenantStatus statusBeforeDeletion;
    private @Nullable String onboardingId;
    private @Nullable ConfigurationView configuration;

    Tenant() {}

    /**
     * Comes before all else, save that a tenant that is not there for the actor has no version to
     * tell of; that a command creates the tenant is no version to match.
     */
    @CommandHandlerInterceptor
    void checkVersion(
            Command<?> command,
            @MetaDataValue(IfMatch.METADATA_KEY) @Nullable IfMatch required,
            @MetaDataValue(Actor.METADATA_KEY) @Nullable Actor actor) {
        if (tenant != null && required != null) {
            if (actor != null) {
                checkIsThereFor(actor);
            }
            required.check(command instanceof ConfigurationCommand ? configuration() : tenant);
        }
    }

    /**
     * An onboarding that is given up closes the gate before its tenant is purged. Whatever would
     * change the tenant meanwhile looks at the gate, as the tenant itself does not know.
     */
    @CommandHandlerInterceptor
    void checkOnboarding(Command<?> command, CommitConditions conditions) {
        if (onboardingId != null && isLive() && !isQuestion(command) && !endsIt(command)) {
            conditions.require(new TenantLetsThrough(tenant().id(), OPERATOR_WRITE));
        }
    }

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    TenantView handle(RegisterTenant command, CommitConditions conditions) {
        conditions.require(new PlanExists(command.plan()));
        if (command.onboardingId() != null) {
            conditions.require(new TenantLetsThrough(command.tenantId(), OPERATOR_WRITE));
        }
        apply(
                new TenantRegistered(
                        command.tenantId(),
                        command.slug(),
                        command.name(),
                        command.contactEmail(),
                        command.region(),
                        command.plan(),
                        command.metadata(),
                        command.status(),
                        command.onboardingId()));
        return tenant();
    }

    @CommandHandler
    TenantView handle(
            ReplaceTenantProfile command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor) {
        letThrough(actor);
        if (!tenant().hasProfile(command.name(), command.contactEmail(), command.metadata())) {
            apply(
                    new TenantProfileReplaced(
                            command.tenantId(),
                            command.name(),
                            command.contactEmail(),
                            command.metadata()));
        }
        return tenant();
    }

    @CommandHandler
    TenantView handle(
            ChangeTenantPlan command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        letThrough(actor);
        if (!command.plan().equals(tenant().plan())) {
            conditions.require(new PlanExists(command.plan()));
            apply(new TenantPlanChanged(command.tenantId(), command.plan()));
        }
        return tenant();
    }

    @CommandHandler
    TenantView handle(SuspendTenant command) {
        return after(Transition.by(command, tenant()));
    }

    @CommandHandler
    TenantView handle(ActivateTenant command) {
        checkNotOnboarding();
        return after(Transition.by(command, tenant()));
    }

    @CommandHandler
    TenantView handle(DeleteTenant command) {
        checkNotOnboarding();
        return after(Transition.by(command, tenant()));
    }

    @CommandHandler
    TenantView handle(RestoreTenant command) {
        return after(Transition.by(command, tenant(), statusBeforeDeletion));
    }

    @CommandHandler
    TenantView handle(PurgeTenant command) {
        checkNotOnboarding();
        return after(Transition.toPurged(tenant()));
    }

    @CommandHandler
    TenantView handle(ActivateOnboardedTenant command) {
        return after(Transition.by(new ActivateTenant(command.tenantId(), null), tenant()));
    }

    @CommandHandler
    TenantView handle(PurgeOnboardedTenant command) {
        return after(
                command.onboardingId().equals(onboardingId)
                        ? Transition.afterOnboarding(tenant())
                        : Optional.empty());
    }

    @CommandHandler
    TenantView handle(PurgeTenantWhenDue command) {
        return after(Transition.by(command, tenant()));
    }

    @CommandHandler
    TenantView handle(
            DescribeTenant command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor) {
        letThrough(actor);
        return tenant();
    }

    @CommandHandler
    ConfigurationView handle(
            ReplaceConfiguration command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            CommitConditions conditions) {
        letThrough(actor);
        return configured(ConfigurationChange.by(command, configuration()), conditions);
    }

    @CommandHandler
    ConfigurationView handle(
            RollBackConfiguration command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor,
            ConfigurationHistory history,
            CommitConditions conditions) {
        letThrough(actor);
        return configured(ConfigurationChange.by(command, configuration(), history), conditions);
    }

    @CommandHandler
    ConfigurationView handle(
            DescribeConfiguration command,
            @MetaDataValue(value = Actor.METADATA_KEY, required = true) Actor actor) {
        letThrough(actor);
        return configuration();
    }

    @EventSourcingHandler
    void on(TenantEvent event, @Timestamp Instant at) {
        id = event.tenantId();
        if (event instanceof TenantDeleted) {
            statusBeforeDeletion = tenant().status();
        }
        if (event instanceof TenantRegistered registered) {
            onboardingId = registered.onboardingId();
        }
        tenant = TenantView.after(tenant, event, at);
    }

    @EventSourcingHandler
    void on(ConfigurationEvent event, @Timestamp Instant at) {
        configuration = ConfigurationView.after(event, at);
    }

    private ConfigurationView configured(
            Optional<ConfigurationReplaced> change, CommitConditions conditions) {
        change.ifPresent(event -> {
            ConfigurationChange.LIMITED.stream()
                    .map(resource -> new WithinLimit(new TenantResource(tenant().id(), resource)))
                    .forEach(conditions::require);
            apply(event);
        });
        return configuration();
    }

    private TenantView after(Optional<TenantEvent> transition) {
        transition.ifPresent(AggregateLifecycle::apply);
        return tenant();
    }

    private boolean isLive() {
        return switch (tenant().status()) {
            case PENDING, ACTIVE, SUSPENDED -> true;
            case DELETED, PURGED -> false;
        };
    }

    private static boolean isQuestion(Command<?> command) {
        return command instanceof DescribeTenant || command instanceof DescribeConfiguration;
    }

    private static boolean endsIt(Command<?> command) {
        return command instanceof PurgeOnboardedTenant;
    }

    private void checkNotOnboarding() {
        if (onboardingId != null && tenant().status() == TenantStatus.PENDING) {
            throw new Rejection(
                    RejectionCode.ONBOARDING_IN_PROGRESS,
                    "The onboarding " + onboardingId + " decides on this tenant; cancel that");
        }
    }

    private void letThrough(Actor actor) {
        TenantGate.toWrite(actor).check(tenant().id(), tenant().status());
    }

    private void checkIsThereFor(Actor actor) {
        TenantGate.toWrite(actor)
                .refusal(tenant().id(), tenant().status())
                .filter(refusal -> refusal.code() == RejectionCode.NOT_FOUND)
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    private TenantView tenant() {
        return Objects.requireNonNull(
                tenant, "a command reaches a tenant only after its registration");
    }

    private ConfigurationView configuration() {
        return configuration == null ? ConfigurationView.none(tenant().id()) : configuration;
    }
}
