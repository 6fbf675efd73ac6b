package io.voc.tenancy.contracts.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.command.Versioned;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

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
        long version)
        implements Versioned {

    /** The key after one more event. */
    public static ApiKeyView after(@Nullable ApiKeyView before, ApiKeyEvent event, Instant at) {
        return switch (event) {
            case ApiKeyIssued issued -> issued(issued, at);
            case ApiKeyRevoked _ ->
                    Objects.requireNonNull(before, "a key's history begins with its issue")
                            .revoked(at);
        };
    }

    private static ApiKeyView issued(ApiKeyIssued event, Instant at) {
        return new ApiKeyView(
                event.keyId(),
                event.tenantId(),
                event.name(),
                event.prefix(),
                event.last4(),
                new TreeSet<>(event.scopes()),
                ApiKeyEnvironment.valueOf(event.environment()),
                ApiKeyStatus.ACTIVE,
                event.expiresAt(),
                at,
                null,
                1);
    }

    private ApiKeyView revoked(Instant at) {
        return new ApiKeyView(
                id,
                tenantId,
                name,
                prefix,
                last4,
                scopes,
                environment,
                ApiKeyStatus.REVOKED,
                expiresAt,
                createdAt,
                at,
                version + 1);
    }
}
