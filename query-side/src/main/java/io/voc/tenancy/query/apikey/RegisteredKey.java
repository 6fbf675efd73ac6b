package io.voc.tenancy.query.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.kit.network.Cidr;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.SortedSet;

/**
 * A key, one of its secrets and its tenant at one instant, as far as verification needs them.
 *
 * @param endsAt when the key or the secret ends, whichever comes first; null if neither does
 * @param rateLimit null when it has none
 * @param plan null for a purged tenant
 */
record RegisteredKey(
        String keyId,
        String tenantId,
        ApiKeyEnvironment environment,
        SortedSet<String> scopes,
        List<Cidr> allowedCidrs,
        @Nullable Instant endsAt,
        @Nullable RateLimit rateLimit,
        ApiKeyStatus status,
        TenantStatus tenantStatus,
        @Nullable String plan) {}
