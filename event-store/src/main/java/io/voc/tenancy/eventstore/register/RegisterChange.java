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

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What an event changes in the registers; a function of the event alone, so that registers can be
 * rebuilt.
 */
public sealed interface RegisterChange {

    /** The slug belongs to the tenant from now on; refused when it belongs to another. */
    record ClaimSlug(String slug, String tenantId) implements RegisterChange {}

    /** The slug is free again, if it belongs to the tenant. */
    record ReleaseSlug(String slug, String tenantId) implements RegisterChange {}

    /**
     * The tenant's gate has this status.
     *
     * @param purgeAfter when the tenant is to be purged; null unless it is deleted
     */
    record SetTenantStatus(String tenantId, TenantStatus status, @Nullable Instant purgeAfter)
            implements RegisterChange {

        public SetTenantStatus(String tenantId, TenantStatus status) {
            this(tenantId, status, null);
        }
    }

    /** There is a plan with these limits, from now on for all who have it. */
    record SetPlan(String plan, List<Limit> limits) implements RegisterChange {

        public SetPlan {
            limits = List.copyOf(limits);
        }
    }

    /** There is no such plan any more. */
    record RemovePlan(String plan) implements RegisterChange {}

    /** The tenant has the plan. */
    record AssignPlan(String tenantId, String plan) implements RegisterChange {}

    /** The tenant has no plan any more. */
    record UnassignPlan(String tenantId) implements RegisterChange {}

    /** The tenant has these limits in place of its plan's, perhaps none. */
    record SetOverrides(String tenantId, List<Limit> limits) implements RegisterChange {

        public SetOverrides {
            limits = List.copyOf(limits);
        }
    }

    /** The tenant may draw on a grant. */
    record AddGrant(GrantAdded grant) implements RegisterChange {}

    /** The tenant has no grants any more, and gets none. */
    record RemoveGrants(String tenantId) implements RegisterChange {}

    /** A key is verified otherwise from now on. */
    sealed interface ApiKeyChange extends RegisterChange {

        String keyId();
    }

    /** The key can be verified. */
    record AddApiKey(ApiKeyIssued key) implements ApiKeyChange {

        @Override
        public String keyId() {
            return key.keyId();
        }
    }

    /** The key may do something else, with all its secrets. */
    record ChangeApiKey(ApiKeyChanged key) implements ApiKeyChange {

        @Override
        public String keyId() {
            return key.keyId();
        }
    }

    /** The key has another secret; the one before has its time, and older ones are forgotten. */
    record ReplaceSecret(ApiKeyRotated key) implements ApiKeyChange {

        /** When the secret before ends; what is over at once is over by every clock. */
        public Instant endOfPrevious() {
            return Objects.requireNonNullElse(key.previousValidUntil(), Instant.EPOCH);
        }

        @Override
        public String keyId() {
            return key.keyId();
        }
    }

    /** The key can't be verified any more. */
    record RevokeApiKey(String keyId) implements ApiKeyChange {}

    /** The tenant has another number of a resource. */
    sealed interface CountChange extends RegisterChange {

        TenantResource of();

        /** The count after the change. */
        long after(long before);
    }

    /** The tenant has so many more of a resource, or fewer when negative. */
    record AddToCount(TenantResource of, long number) implements CountChange {

        @Override
        public long after(long before) {
            return before + number;
        }
    }

    /** The tenant has so many of a resource. */
    record SetCount(TenantResource of, long number) implements CountChange {

        @Override
        public long after(long before) {
            return number;
        }
    }

    /** The answer to a request is known from now on, so that sending it again changes nothing. */
    record StoreAnswer(IdempotencyKey key, Answer answer) implements RegisterChange {}

    /** The tenant has a data key; there is no other yet. */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they are
    record AddDataKey(String tenantId, byte[] wrapped) implements RegisterChange {}

    /** Nothing of the tenant's can be decrypted any more, and its snapshots are gone. */
    record DestroyDataKey(String tenantId) implements RegisterChange {}

    /** What an event changes; the other changes come with a command. */
    static List<RegisterChange> of(Object event) {
        return switch (event) {
            case TenantEvent tenantEvent -> of(tenantEvent);
            case ConfigurationEvent configurationEvent -> of(configurationEvent);
            case ApiKeyEvent apiKeyEvent -> of(apiKeyEvent);
            case PlanEvent planEvent -> of(planEvent);
            case TenantLimitsEvent limitsEvent -> of(limitsEvent);
            case GrantEvent grantEvent -> of(grantEvent);
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
            case TenantPurged(String tenantId, String slug) ->
                    List.of(
                            new SetTenantStatus(tenantId, TenantStatus.PURGED),
                            new UnassignPlan(tenantId),
                            new SetOverrides(tenantId, List.of()),
                            new RemoveGrants(tenantId),
                            new ReleaseSlug(slug, tenantId),
                            new DestroyDataKey(tenantId),
                            new SetCount(new TenantResource(tenantId, API_KEYS), 0),
                            new SetCount(new TenantResource(tenantId, AI_AGENTS), 0),
                            new SetCount(new TenantResource(tenantId, PHONE_NUMBERS), 0));
        };
    }

    private static List<RegisterChange> of(ConfigurationEvent event) {
        return switch (event) {
            case ConfigurationReplaced replaced ->
                    List.of(
                            new SetCount(
                                    new TenantResource(replaced.tenantId(), AI_AGENTS),
                                    replaced.configuration().aiAgents().size()),
                            new SetCount(
                                    new TenantResource(replaced.tenantId(), PHONE_NUMBERS),
                                    numbers(replaced.configuration().telephony())));
        };
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
