package io.voc.tenancy.contracts.apikey;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.command.Versioned;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * An API key as callers see it: everything but its secret.
 *
 * @param rateLimit how often it may be used; absent when that is not limited
 * @param previousSecretValidUntil until when the secret before the last rotation is good; absent
 *     when none is
 * @param lastUsedAt the minute in which it was last found good; absent when it never was, and in
 *     answers to changes, as a use is none
 */
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
        List<String> allowedCidrs,
        SortedMap<String, String> metadata,
        @Nullable RateLimit rateLimit,
        @Nullable Instant previousSecretValidUntil,
        @Nullable Instant lastUsedAt,
        Instant createdAt,
        @Nullable Instant revokedAt,
        long version)
        implements Versioned {

    /** The key after one more event. */
    public static ApiKeyView after(@Nullable ApiKeyView before, ApiKeyEvent event, Instant at) {
        return switch (event) {
            case ApiKeyIssued issued -> issued(issued, at);
            case ApiKeyChanged changed -> known(before).changed(changed);
            case ApiKeyRotated rotated -> known(before).rotated(rotated);
            case ApiKeyRevoked _ -> known(before).revoked(at);
        };
    }

    /** What may change of the key. */
    public ApiKeySettings settings() {
        return new ApiKeySettings(name, scopes, expiresAt, allowedCidrs, metadata, rateLimit);
    }

    /** The same key, last found good in this minute. */
    public ApiKeyView lastUsed(@Nullable Instant minute) {
        return with(
                settings(),
                prefix,
                last4,
                status,
                previousSecretValidUntil,
                minute,
                revokedAt,
                version);
    }

    private static ApiKeyView known(@Nullable ApiKeyView before) {
        return Objects.requireNonNull(before, "a key's history begins with its issue");
    }

    private static ApiKeyView issued(ApiKeyIssued event, Instant at) {
        var settings =
                ApiKeySettings.of(
                        event.name(),
                        event.scopes(),
                        event.expiresAt(),
                        event.allowedCidrs(),
                        event.metadata(),
                        event.rateLimit());
        return new ApiKeyView(
                event.keyId(),
                event.tenantId(),
                settings.name(),
                event.prefix(),
                event.last4(),
                settings.scopes(),
                ApiKeyEnvironment.valueOf(event.environment()),
                ApiKeyStatus.ACTIVE,
                settings.expiresAt(),
                settings.allowedCidrs(),
                settings.metadata(),
                settings.rateLimit(),
                null,
                null,
                at,
                null,
                1);
    }

    private ApiKeyView changed(ApiKeyChanged event) {
        var settings =
                ApiKeySettings.of(
                        event.name(),
                        event.scopes(),
                        event.expiresAt(),
                        event.allowedCidrs(),
                        event.metadata(),
                        event.rateLimit());
        return with(
                settings,
                prefix,
                last4,
                status,
                previousSecretValidUntil,
                lastUsedAt,
                revokedAt,
                version + 1);
    }

    private ApiKeyView rotated(ApiKeyRotated event) {
        return with(
                settings(),
                event.prefix(),
                event.last4(),
                status,
                event.previousValidUntil(),
                lastUsedAt,
                revokedAt,
                version + 1);
    }

    private ApiKeyView revoked(Instant at) {
        return with(
                settings(), prefix, last4, ApiKeyStatus.REVOKED, null, lastUsedAt, at, version + 1);
    }

    private ApiKeyView with(
            ApiKeySettings settings,
            String newPrefix,
            String newLast4,
            ApiKeyStatus newStatus,
            @Nullable Instant previousUntil,
            @Nullable Instant usedAt,
            @Nullable Instant ended,
            long newVersion) {
        return new ApiKeyView(
                id,
                tenantId,
                settings.name(),
                newPrefix,
                newLast4,
                settings.scopes(),
                environment,
                newStatus,
                settings.expiresAt(),
                settings.allowedCidrs(),
                settings.metadata(),
                settings.rateLimit(),
                previousUntil,
                usedAt,
                createdAt,
                ended,
                newVersion);
    }
}
