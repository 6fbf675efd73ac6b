package io.voc.tenancy.contracts.tenant;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Map;

/**
 * A tenant as callers see it.
 *
 * @param version counts the changes of the tenant itself, from 1; its configuration has a version
 *     of its own
 */
public record TenantView(
        String id,
        String slug,
        String name,
        String contactEmail,
        String region,
        String plan,
        Map<String, String> metadata,
        TenantStatus status,
        @Nullable String statusReason,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant deletedAt) {}
