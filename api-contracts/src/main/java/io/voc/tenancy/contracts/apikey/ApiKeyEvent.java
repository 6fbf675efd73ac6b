package io.voc.tenancy.contracts.apikey;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What happens to an API key. */
public sealed interface ApiKeyEvent extends DomainEvent {

    /** The key that the fact is about. */
    String keyId();

    @Override
    default String aggregateId() {
        return keyId();
    }

    /**
     * The tenant has a new key.
     *
     * @param allowedCidrs null as long as no key had any
     * @param metadata null as long as no key had any
     * @param rateLimit null when it has none
     */
    @EventType(name = "api-key.issued")
    record ApiKeyIssued(
            String keyId,
            String tenantId,
            String name,
            Set<String> scopes,
            String environment,
            @Nullable Instant expiresAt,
            String digest,
            String prefix,
            String last4,
            @Nullable List<String> allowedCidrs,
            @Sensitive @Nullable Map<String, String> metadata,
            @Nullable RateLimit rateLimit)
            implements ApiKeyEvent {}

    /**
     * The key has other settings, with all its secrets.
     *
     * @param rateLimit null when it has none
     */
    @EventType(name = "api-key.changed")
    record ApiKeyChanged(
            String keyId,
            String tenantId,
            String name,
            Set<String> scopes,
            @Nullable Instant expiresAt,
            List<String> allowedCidrs,
            @Sensitive Map<String, String> metadata,
            @Nullable RateLimit rateLimit)
            implements ApiKeyEvent {}

    /**
     * The key has another secret. Of the secrets before, only the newest may go on for a while.
     *
     * @param previousValidUntil until when that one is good; null when it is not any more
     */
    @EventType(name = "api-key.rotated")
    record ApiKeyRotated(
            String keyId,
            String tenantId,
            String digest,
            String prefix,
            String last4,
            @Nullable Instant previousValidUntil,
            @Sensitive @Nullable String reason)
            implements ApiKeyEvent {}

    /** The key is dead, with all its secrets. */
    @EventType(name = "api-key.revoked")
    record ApiKeyRevoked(String keyId, String tenantId, @Sensitive @Nullable String reason)
            implements ApiKeyEvent {}
}
