package io.voc.tenancy.command.tenant;

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
import io.voc.tenancy.contracts.tenant.TenantCommand.ActivateTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ChangeTenantPlan;
import io.voc.tenancy.contracts.tenant.TenantCommand.DeleteTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.DescribeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.PurgeTenantWhenDue;
import io.voc.tenancy.contracts.tenant.TenantCommand.RegisterTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.ReplaceTenantProfile;
import io.voc.tenancy.contracts.tenant.TenantCommand.RestoreTenant;
import io.voc.tenancy.contracts.tenant.TenantCommand.SuspendTenant;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.tenant.TenantView;
import io.voc.tenancy.eventstore.log.CommitConditions;
import io.voc.tenancy.eventstore.register.Condition.PlanExists;
import io.voc.tenancy.eventstore.register.Condition.WithinLimit;
import io.voc.tenancy.eventstore.register.CountedResource;
import io.voc.tenancy.eventstore.register.TenantResource;

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

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    TenantView handle(RegisterTenant command, CommitConditions conditions) {
        conditions.require(new PlanExists(command.plan()));
        apply(
                new TenantRegistered(
                        command.tenantId(),
                        command.slug(),
                        command.name(),
                        command.contactEmail(),
                        command.region(),
                        command.plan(),
                        command.metadata(),
                        command.status()));
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
        switch (tenant().status()) {
            case ACTIVE -> apply(new TenantSuspended(command.tenantId(), command.reason()));
            case SUSPENDED -> {}
            case PENDING ->
                    throw new Rejection(
                            RejectionCode.TENANT_NOT_ACTIVE,
                            "Only an active tenant can be suspended");
            case DELETED -> throw isDeleted();
            case PURGED -> throw isPurged();
        }
        return tenant();
    }

    @CommandHandler
    TenantView handle(ActivateTenant command) {
        switch (tenant().status()) {
            case PENDING, SUSPENDED ->
                    apply(new TenantActivated(command.tenantId(), command.reason()));
            case ACTIVE -> {}
            case DELETED -> throw isDeleted();
            case PURGED -> throw isPurged();
        }
        return tenant();
    }

    @CommandHandler
    TenantView handle(DeleteTenant command) {
        switch (tenant().status()) {
            case PENDING, ACTIVE, SUSPENDED ->
                    apply(
                            new TenantDeleted(
                                    command.tenantId(), command.reason(), command.purgeAfter()));
            case DELETED, PURGED -> {}
        }
        return tenant();
    }

    @CommandHandler
    TenantView handle(RestoreTenant command) {
        switch (tenant().status()) {
            case PENDING, ACTIVE, SUSPENDED -> {}
            case DELETED ->
                    apply(
                            new TenantRestored(
                                    command.tenantId(),
                                    Objects.requireNonNull(statusBeforeDeletion),
                                    command.reason()));
            case PURGED -> throw isPurged();
        }
        return tenant();
    }

    @CommandHandler
    TenantView handle(PurgeTenant command) {
        switch (tenant().status()) {
            case PENDING, ACTIVE, SUSPENDED ->
                    throw new Rejection(
                            RejectionCode.TENANT_NOT_DELETED,
                            "Only a deleted tenant can be purged; delete it first");
            case DELETED -> purge();
            case PURGED -> {}
        }
        return tenant();
    }

    @CommandHandler
    TenantView handle(PurgeTenantWhenDue command) {
        var due = tenant().purgeAfter();
        if (tenant().status() == TenantStatus.DELETED
                && due != null
                && !command.now().isBefore(due)) {
            purge();
        }
        return tenant();
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
        tenant = TenantView.after(tenant, event, at);
    }

    @EventSourcingHandler
    void on(ConfigurationEvent event, @Timestamp Instant at) {
        configuration = ConfigurationView.after(event, at);
    }

    private ConfigurationView configured(
            Optional<ConfigurationReplaced> change, CommitConditions conditions) {
        change.ifPresent(event -> {
            conditions.require(within(CountedResource.AI_AGENTS));
            conditions.require(within(CountedResource.PHONE_NUMBERS));
            apply(event);
        });
        return configuration();
    }

    private WithinLimit within(CountedResource resource) {
        return new WithinLimit(new TenantResource(tenant().id(), resource));
    }

    private void purge() {
        apply(new TenantPurged(tenant().id(), Objects.requireNonNull(tenant().slug())));
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

    private static Rejection isDeleted() {
        return new Rejection(RejectionCode.TENANT_DELETED, "The tenant is deleted");
    }

    private static Rejection isPurged() {
        return new Rejection(RejectionCode.TENANT_PURGED, "The tenant is purged");
    }

    private TenantView tenant() {
        return Objects.requireNonNull(
                tenant, "a command reaches a tenant only after its registration");
    }

    private ConfigurationView configuration() {
        return configuration == null ? ConfigurationView.none(tenant().id()) : configuration;
    }
}
