package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.plan.GrantEvent.GrantAdded;
import io.voc.tenancy.contracts.plan.Limit;
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
}
