package io.voc.tenancy.command.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySettings;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.contracts.rejection.FieldFault;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.network.Cidr;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The bodies of requests about keys, and of the answers that show a secret. */
final class KeyBodies {

    private KeyBodies() {}

    record CreateApiKeyRequest(
            String name,
            Set<String> scopes,
            @Nullable ApiKeyEnvironment environment,
            @Nullable Instant expiresAt,
            @Nullable List<String> allowedCidrs,
            @Nullable Map<String, String> metadata,
            @Nullable RateLimit rateLimit) {

        ApiKeySettings settings() {
            return KeyBodies.settings(name, scopes, expiresAt, allowedCidrs, metadata, rateLimit);
        }
    }

    /** A key as it is to be, once a patch is applied. */
    record ChangeApiKeyRequest(
            String name,
            Set<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable List<String> allowedCidrs,
            @Nullable Map<String, String> metadata,
            @Nullable RateLimit rateLimit) {

        ApiKeySettings settings() {
            return KeyBodies.settings(name, scopes, expiresAt, allowedCidrs, metadata, rateLimit);
        }
    }

    /**
     * How a key gets another secret.
     *
     * @param overlapSeconds 0 when absent
     */
    record RotateApiKeyRequest(@Nullable String reason, @Nullable Integer overlapSeconds) {

        Duration overlap() {
            return Duration.ofSeconds(overlapSeconds == null ? 0 : overlapSeconds);
        }
    }

    record TransitionRequest(@Nullable String reason) {}

    record CreatedApiKey(@JsonUnwrapped ApiKeyView key, String secret) {

        /** Without the secret: Spring logs what it writes. */
        @Override
        public String toString() {
            return "CreatedApiKey[" + key.id() + ']';
        }
    }

    /** Times are kept to the millisecond, wherever they are kept. */
    private static ApiKeySettings settings(
            String name,
            Set<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable List<String> allowedCidrs,
            @Nullable Map<String, String> metadata,
            @Nullable RateLimit rateLimit) {
        return ApiKeySettings.of(
                name,
                scopes,
                expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS),
                canonical(allowedCidrs == null ? List.of() : allowedCidrs),
                metadata,
                rateLimit);
    }

    private static List<String> canonical(List<String> cidrs) {
        var canonical = new ArrayList<String>();
        var faults = new ArrayList<FieldFault>();
        for (int i = 0; i < cidrs.size(); i++) {
            var range = Cidr.parse(cidrs.get(i));
            if (range.isPresent()) {
                canonical.add(range.get().toString());
            } else {
                faults.add(
                        new FieldFault(
                                "/allowedCidrs/" + i,
                                "This is no range of addresses, such as 203.0.113.0/24 or"
                                        + " 2001:db8::/32, with only zeros beyond its length"));
            }
        }
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
        return canonical.stream().distinct().toList();
    }
}
