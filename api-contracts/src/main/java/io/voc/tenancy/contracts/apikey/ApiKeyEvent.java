package io.voc.tenancy.contracts.apikey;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventType;
import io.voc.tenancy.contracts.event.Sensitive;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Set;

/** What happens to an API key. */
public sealed interface ApiKeyEvent extends DomainEvent {

    /** The key that the fact is about. */
    String keyId();

    @Override
    default String aggregateId() {
        return keyId();
    }

    /** The tenant has a new key. */
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
            String last4)
            implements ApiKeyEvent {}

    /** The key is dead. */
    @EventType(name = "api-key.revoked")
    record ApiKeyRevoked(String keyId, String tenantId, @Sensitive @Nullable String reason)
            implements ApiKeyEvent {}
}
