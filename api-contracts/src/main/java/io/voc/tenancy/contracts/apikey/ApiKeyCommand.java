package io.voc.tenancy.contracts.apikey;

import io.voc.tenancy.contracts.command.Command;
import io.voc.tenancy.contracts.identity.TypeId;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

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

    /** Gives a tenant a key; its secret is made elsewhere and never gets here. */
    record IssueApiKey(
            String keyId,
            String tenantId,
            ApiKeySettings settings,
            ApiKeyEnvironment environment,
            StoredSecret secret)
            implements ApiKeyCommand {}

    /**
     * Gives a key other settings.
     *
     * @param now by which an end is in the future or not
     */
    record ChangeApiKey(String keyId, String tenantId, ApiKeySettings settings, Instant now)
            implements ApiKeyCommand {}

    /**
     * Gives a key another secret.
     *
     * @param secrets one for each environment; the key takes that of its own
     * @param overlap how long the present secret goes on; zero for no longer
     * @param now from when on
     */
    record RotateApiKey(
            String keyId,
            String tenantId,
            Map<ApiKeyEnvironment, StoredSecret> secrets,
            Duration overlap,
            Instant now,
            @Nullable String reason)
            implements ApiKeyCommand {

        public RotateApiKey {
            secrets = Map.copyOf(secrets);
        }
    }

    /** Ends a key for good. */
    record RevokeApiKey(String keyId, String tenantId, @Nullable String reason)
            implements ApiKeyCommand {}

    /** Tells whoever is about to change the key how it stands; changes nothing. */
    record DescribeApiKey(String keyId, String tenantId) implements ApiKeyCommand {}
}
