package io.voc.tenancy.contracts.apikey;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** What can be asked of an API key. */
public sealed interface ApiKeyCommand extends Command<ApiKeyView> {

    /** The key that is asked. */
    String keyId();

    @Override
    String tenantId();

    @Override
    default String target() {
        return keyId();
    }

    @Override
    default String thing() {
        return TypeId.API_KEY.thing();
    }

    @Override
    default boolean canBeThere() {
        return TypeId.API_KEY.matches(target());
    }

    /**
     * Gives a tenant a key; its secret is made elsewhere and never gets here.
     *
     * @param digest SHA-256 of the secret in lower-case hex
     * @param prefix what the secret begins with
     * @param last4 what the secret ends with
     */
    record IssueApiKey(
            String keyId,
            String tenantId,
            String name,
            Set<String> scopes,
            ApiKeyEnvironment environment,
            @Nullable Instant expiresAt,
            String digest,
            String prefix,
            String last4)
            implements ApiKeyCommand {

        public IssueApiKey {
            scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
        }
    }

    /** Ends a key for good. */
    record RevokeApiKey(String keyId, String tenantId, @Nullable String reason)
            implements ApiKeyCommand {}
}
