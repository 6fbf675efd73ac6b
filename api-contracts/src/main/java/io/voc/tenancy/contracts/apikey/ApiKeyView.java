package io.voc.tenancy.contracts.apikey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.SortedSet;

/** An API key as callers see it: everything but its secret. */
public record ApiKeyView(
        String id,
        String tenantId,
        String name,
        String prefix,
        String last4,
        SortedSet<String> scopes,
        ApiKeyEnvironment environment,
        ApiKeyStatus status,
        @Nullable Instant expiresAt,
        Instant createdAt,
        @Nullable Instant revokedAt,
        long version) {}
