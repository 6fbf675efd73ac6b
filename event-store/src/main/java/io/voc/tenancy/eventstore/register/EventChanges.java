package io.voc.tenancy.eventstore.register;

import static io.voc.tenancy.eventstore.register.CountedResource.AI_AGENTS;
import static io.voc.tenancy.eventstore.register.CountedResource.API_KEYS;
import static io.voc.tenancy.eventstore.register.CountedResource.PHONE_NUMBERS;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.Telephony;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.CompensationStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompensated;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingCompleted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.OnboardingStarted;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.ReplyRefused;
import io.voc.tenancy.contracts.onboarding.OnboardingEvent.StepEvent;
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
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.contracts.usage.UsageEvent;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageCorrected;
import io.voc.tenancy.contracts.usage.UsageEvent.UsageThresholdReached;
import io.voc.tenancy.eventstore.register.RegisterChange.AddApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.AddGrant;
import io.voc.tenancy.eventstore.register.RegisterChange.AddToCount;
import io.voc.tenancy.eventstore.register.RegisterChange.AssignPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.ChangeApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ClaimSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.DestroyDataKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ReleaseSlug;
import io.voc.tenancy.eventstore.register.RegisterChange.RemoveGrants;
import io.voc.tenancy.eventstore.register.RegisterChange.RemovePlan;
import io.voc.tenancy.eventstore.register.RegisterChange.ReplaceSecret;
import io.voc.tenancy.eventstore.register.RegisterChange.RevokeApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.SetCount;
import io.voc.tenancy.eventstore.register.RegisterChange.SetOverrides;
import io.voc.tenancy.eventstore.register.RegisterChange.SetPlan;
import io.voc.tenancy.eventstore.register.RegisterChange.SetTenantStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.UnassignPlan;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/** What events change in the registers; the other changes come with a command. */
public final class EventChanges {

    private EventChanges() {}

    /** The changes that come with an event of this system. */
    public static List<RegisterChange> of(Object event) {
        return switch (event) {
            case TenantEvent tenantEvent -> of(tenantEvent);
            case ConfigurationEvent configurationEvent -> of(configurationEvent);
            case ApiKeyEvent apiKeyEvent -> of(apiKeyEvent);
            case PlanEvent planEvent -> of(planEvent);
            case TenantLimitsEvent limitsEvent -> of(limitsEvent);
            case GrantEvent grantEvent -> of(grantEvent);
            case OnboardingEvent onboardingEvent -> of(onboardingEvent);
            case UsageEvent usageEvent -> of(usageEvent);
            default ->
                    throw new IllegalArgumentException(
                            "no event of this system: " + event.getClass());
        };
    }

    private static List<RegisterChange> of(PlanEvent event) {
        return switch (event) {
            case PlanCreated created -> List.of(new SetPlan(created.name(), created.limits()));
            case PlanReplaced replaced -> List.of(new SetPlan(replaced.name(), replaced.limits()));
            case PlanDeleted deleted -> List.of(new RemovePlan(deleted.name()));
        };
    }

    private static List<RegisterChange> of(TenantLimitsEvent event) {
        return switch (event) {
            case TenantLimitsReplaced(String tenantId, List<Limit> limits) ->
                    List.of(new SetOverrides(tenantId, limits));
        };
    }

    private static List<RegisterChange> of(GrantEvent event) {
        return switch (event) {
            case GrantAdded added -> List.of(new AddGrant(added));
        };
    }

    private static List<RegisterChange> of(UsageEvent event) {
        return switch (event) {
            case UsageThresholdReached _, UsageCorrected _ -> List.of();
        };
    }

    private static List<RegisterChange> of(TenantEvent event) {
        return switch (event) {
            case TenantRegistered registered ->
                    List.of(
                            new ClaimSlug(registered.slug(), registered.tenantId()),
                            new SetTenantStatus(registered.tenantId(), registered.status()),
                            new AssignPlan(registered.tenantId(), registered.plan()));
            case TenantProfileReplaced _ -> List.of();
            case TenantPlanChanged(String tenantId, String plan) ->
                    List.of(new AssignPlan(tenantId, plan));
            case TenantSuspended suspended ->
                    List.of(new SetTenantStatus(suspended.tenantId(), TenantStatus.SUSPENDED));
            case TenantActivated activated ->
                    List.of(new SetTenantStatus(activated.tenantId(), TenantStatus.ACTIVE));
            case TenantDeleted deleted ->
                    List.of(
                            new SetTenantStatus(
                                    deleted.tenantId(),
                                    TenantStatus.DELETED,
                                    deleted.purgeAfter()));
            case TenantRestored restored ->
                    List.of(new SetTenantStatus(restored.tenantId(), restored.status()));
            case TenantPurged(String tenantId, String slug) -> purged(tenantId, slug);
        };
    }

    private static List<RegisterChange> purged(String tenantId, String slug) {
        return List.of(
                new SetTenantStatus(tenantId, TenantStatus.PURGED),
                new UnassignPlan(tenantId),
                new SetOverrides(tenantId, List.of()),
                new RemoveGrants(tenantId),
                new ReleaseSlug(slug, tenantId),
                new DestroyDataKey(tenantId),
                new SetCount(new TenantResource(tenantId, API_KEYS), 0),
                new SetCount(new TenantResource(tenantId, AI_AGENTS), 0),
                new SetCount(new TenantResource(tenantId, PHONE_NUMBERS), 0));
    }

    /**
     * The gate opens with the onboarding and closes when that is given up, so that nothing that was
     * under way for the tenant is stored any more; what is left is released even if the tenant was
     * never registered.
     */
    private static List<RegisterChange> of(OnboardingEvent event) {
        return switch (event) {
            case OnboardingStarted started ->
                    Stream.concat(
                                    Stream.of(
                                            new ClaimSlug(started.slug(), started.tenantId()),
                                            new SetTenantStatus(
                                                    started.tenantId(), TenantStatus.PENDING),
                                            new AssignPlan(started.tenantId(), started.plan())),
                                    counts(started.tenantId(), started.configuration()).stream())
                            .toList();
            case CompensationStarted given ->
                    List.of(new SetTenantStatus(given.tenantId(), TenantStatus.DELETED));
            case OnboardingCompensated over -> purged(over.tenantId(), over.slug());
            case StepEvent _, OnboardingCompleted _, ReplyRefused _ -> List.of();
        };
    }

    private static List<RegisterChange> of(ConfigurationEvent event) {
        return switch (event) {
            case ConfigurationReplaced replaced ->
                    counts(replaced.tenantId(), replaced.configuration());
        };
    }

    private static List<RegisterChange> counts(String tenantId, TenantConfiguration configuration) {
        return List.of(
                new SetCount(
                        new TenantResource(tenantId, AI_AGENTS), configuration.aiAgents().size()),
                new SetCount(
                        new TenantResource(tenantId, PHONE_NUMBERS),
                        numbers(configuration.telephony())));
    }

    private static long numbers(@Nullable Telephony telephony) {
        return telephony == null ? 0 : telephony.numbers().size();
    }

    private static List<RegisterChange> of(ApiKeyEvent event) {
        return switch (event) {
            case ApiKeyIssued issued ->
                    List.of(
                            new AddApiKey(issued),
                            new AddToCount(new TenantResource(issued.tenantId(), API_KEYS), 1));
            case ApiKeyChanged changed -> List.of(new ChangeApiKey(changed));
            case ApiKeyRotated rotated -> List.of(new ReplaceSecret(rotated));
            case ApiKeyRevoked revoked ->
                    List.of(
                            new RevokeApiKey(revoked.keyId()),
                            new AddToCount(new TenantResource(revoked.tenantId(), API_KEYS), -1));
        };
    }
}
