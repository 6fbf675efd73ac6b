package io.voc.tenancy.eventstore.rebuild;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyChanged;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeySettings;
import io.voc.tenancy.contracts.apikey.ApiKeyStatus;
import io.voc.tenancy.eventstore.register.RegisterChange.AddApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ApiKeyChange;
import io.voc.tenancy.eventstore.register.RegisterChange.ChangeApiKey;
import io.voc.tenancy.eventstore.register.RegisterChange.ReplaceSecret;
import io.voc.tenancy.eventstore.register.RegisterChange.RevokeApiKey;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The register of keys as the log says, in memory. */
final class ApiKeyFold {

    private final Map<String, Key> keys = new HashMap<>();

    private record Secret(String digest, @Nullable Instant validUntil) {}

    private record Key(
            String keyId,
            String tenantId,
            String environment,
            ApiKeySettings settings,
            ApiKeyStatus status,
            List<Secret> secrets) {

        static Key of(ApiKeyIssued key) {
            return new Key(
                    key.keyId(),
                    key.tenantId(),
                    key.environment(),
                    ApiKeySettings.of(
                            key.name(),
                            key.scopes(),
                            key.expiresAt(),
                            key.allowedCidrs(),
                            key.metadata(),
                            key.rateLimit()),
                    ApiKeyStatus.ACTIVE,
                    List.of(new Secret(key.digest(), null)));
        }

        Key changed(ApiKeyChanged key) {
            var changed =
                    ApiKeySettings.of(
                            key.name(),
                            key.scopes(),
                            key.expiresAt(),
                            key.allowedCidrs(),
                            key.metadata(),
                            key.rateLimit());
            return new Key(keyId, tenantId, environment, changed, status, secrets);
        }

        Key rotated(ReplaceSecret change) {
            var previous = new Secret(secrets.getFirst().digest(), change.endOfPrevious());
            return new Key(
                    keyId,
                    tenantId,
                    environment,
                    settings,
                    status,
                    List.of(new Secret(change.key().digest(), null), previous));
        }

        Key revoked() {
            return new Key(keyId, tenantId, environment, settings, ApiKeyStatus.REVOKED, secrets);
        }

        Stream<List<@Nullable String>> rows() {
            return secrets.stream()
                    .map(secret ->
                            Arrays.asList(
                                    secret.digest(),
                                    keyId,
                                    tenantId,
                                    environment,
                                    array(settings.scopes()),
                                    text(settings.expiresAt()),
                                    status.name(),
                                    array(settings.allowedCidrs()),
                                    text(secret.validUntil()),
                                    text(settings.rateLimit())));
        }
    }

    void apply(ApiKeyChange change) {
        keys.compute(
                change.keyId(),
                (_, before) ->
                        switch (change) {
                            case AddApiKey(ApiKeyIssued issued) -> Key.of(issued);
                            case ChangeApiKey(ApiKeyChanged changed) ->
                                    before == null ? null : before.changed(changed);
                            case ReplaceSecret replaced ->
                                    before == null ? null : before.rotated(replaced);
                            case RevokeApiKey _ -> before == null ? null : before.revoked();
                        });
    }

    long size() {
        return keys.values().stream().mapToLong(key -> key.secrets().size()).sum();
    }

    /** A row of each secret. */
    Stream<List<@Nullable String>> rows() {
        return keys.values().stream().flatMap(Key::rows);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String array(Collection<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }
}
