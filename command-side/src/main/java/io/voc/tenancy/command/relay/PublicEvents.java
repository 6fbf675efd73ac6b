package io.voc.tenancy.command.relay;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.lifecycle.LifecycleEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.plan.GrantEvent;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.PlanEvent;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanCreated;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanDeleted;
import io.voc.tenancy.contracts.plan.PlanEvent.PlanReplaced;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent;
import io.voc.tenancy.contracts.plan.TenantLimitsEvent.TenantLimitsReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantDeleted;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRestored;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.usage.UsageEvent;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageThresholdReached;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** What the world is told of a domain event. */
final class PublicEvents {

    private PublicEvents() {}

    static LifecycleEvent of(Object event) {
        return switch (event) {
            case TenantEvent tenant -> of(tenant);
            case ConfigurationEvent configuration -> of(configuration);
            case ApiKeyEvent key -> of(key);
            case PlanEvent plan -> of(plan);
            case TenantLimitsEvent limits -> of(limits);
            case GrantEvent grant -> of(grant);
            case OnboardingEvent onboarding -> PublicOnboardingEvents.of(onboarding);
            case UsageEvent usage -> of(usage);
            default ->
                    throw new IllegalArgumentException(
                            "no event of this system: " + event.getClass());
        };
    }

    private static LifecycleEvent of(TenantEvent event) {
        return switch (event) {
            case TenantRegistered registered ->
                    new LifecycleEvent.TenantRegistered(
                            registered.tenantId(),
                            registered.slug(),
                            registered.name(),
                            registered.region(),
                            registered.plan(),
                            registered.status().name());
            case TenantProfileReplaced replaced ->
                    new LifecycleEvent.TenantUpdated(replaced.tenantId(), replaced.name());
            case TenantPlanChanged changed ->
                    new LifecycleEvent.TenantPlanChanged(changed.tenantId(), changed.plan());
            case TenantSuspended suspended ->
                    new LifecycleEvent.TenantSuspended(suspended.tenantId());
            case TenantActivated activated ->
                    new LifecycleEvent.TenantActivated(activated.tenantId());
            case TenantDeleted deleted -> new LifecycleEvent.TenantDeleted(deleted.tenantId());
            case TenantRestored restored ->
                    new LifecycleEvent.TenantRestored(
                            restored.tenantId(), restored.status().name());
            case TenantPurged purged -> new LifecycleEvent.TenantPurged(purged.tenantId());
        };
    }

    private static LifecycleEvent of(PlanEvent event) {
        return switch (event) {
            case PlanCreated created -> new LifecycleEvent.PlanCreated(created.name());
            case PlanReplaced replaced -> new LifecycleEvent.PlanChanged(replaced.name());
            case PlanDeleted deleted -> new LifecycleEvent.PlanDeleted(deleted.name());
        };
    }

    private static LifecycleEvent of(TenantLimitsEvent event) {
        return switch (event) {
            case TenantLimitsReplaced(String tenantId, List<Limit> limits) ->
                    new LifecycleEvent.TenantLimitsChanged(
                            tenantId, limits.stream().map(PublicEvents::override).toList());
        };
    }

    private static LifecycleEvent.LimitOverride override(Limit limit) {
        return new LifecycleEvent.LimitOverride(
                limit.metric(),
                limit.amount(),
                limit.period() == null ? null : limit.period().name(),
                limit.enforcement().name());
    }

    private static LifecycleEvent of(GrantEvent event) {
        return switch (event) {
            case GrantAdded added ->
                    new LifecycleEvent.GrantAdded(
                            added.tenantId(),
                            added.grantId(),
                            added.metric(),
                            added.amount(),
                            added.priority(),
                            added.expiresAt());
        };
    }

    private static LifecycleEvent of(UsageEvent event) {
        return switch (event) {
            case UsageThresholdReached reached ->
                    new LifecycleEvent.UsageThresholdReached(
                            reached.tenantId(),
                            reached.metric(),
                            reached.period(),
                            reached.periodStartsAt(),
                            reached.percent(),
                            reached.amount(),
                            reached.used(),
                            reached.enforcement());
            case UsageCorrected corrected ->
                    new LifecycleEvent.UsageCorrected(
                            corrected.tenantId(),
                            corrected.correctionId(),
                            corrected.metric(),
                            corrected.amount(),
                            corrected.occurredAt());
        };
    }

    private static LifecycleEvent of(ConfigurationEvent event) {
        return switch (event) {
            case ConfigurationReplaced replaced ->
                    new LifecycleEvent.ConfigurationChanged(
                            replaced.tenantId(), replaced.version());
        };
    }

    private static LifecycleEvent of(ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyIssued issued ->
                    new LifecycleEvent.ApiKeyIssued(
                            issued.tenantId(),
                            issued.keyId(),
                            issued.environment().toLowerCase(Locale.ROOT),
                            new TreeSet<>(issued.scopes()),
                            issued.expiresAt());
            case ApiKeyChanged changed ->
                    new LifecycleEvent.ApiKeyChanged(
                            changed.tenantId(),
                            changed.keyId(),
                            new TreeSet<>(changed.scopes()),
                            changed.expiresAt());
            case ApiKeyRotated rotated ->
                    new LifecycleEvent.ApiKeyRotated(
                            rotated.tenantId(), rotated.keyId(), rotated.previousValidUntil());
            case ApiKeyRevoked revoked ->
                    new LifecycleEvent.ApiKeyRevoked(revoked.tenantId(), revoked.keyId());
        };
    }
}
