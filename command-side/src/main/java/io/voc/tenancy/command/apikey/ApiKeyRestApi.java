package io.voc.tenancy.command.apikey;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RevokeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;

/** Creating and revoking keys over REST; the secret leaves here once and is kept nowhere. */
@RestController
@RequestMapping(path = "/api/v1/tenants/{tenantId}/api-keys", produces = APPLICATION_JSON_VALUE)
class ApiKeyRestApi {

    private final Writes writes;
    private final Ids ids;
    private final SecureRandom random;
    private final Clock clock;

    ApiKeyRestApi(Writes writes, Ids ids, SecureRandom random, Clock clock) {
        this.writes = writes;
        this.ids = ids;
        this.random = random;
        this.clock = clock;
    }

    record CreateApiKeyRequest(
            String name,
            Set<String> scopes,
            @Nullable ApiKeyEnvironment environment,
            @Nullable Instant expiresAt) {

        /** Times are kept to the millisecond, wherever they are kept. */
        CreateApiKeyRequest {
            expiresAt = expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.MILLIS);
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

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> create(
            @PathVariable String tenantId, @RequestBody CreateApiKeyRequest request) {
        var environment = Objects.requireNonNullElse(request.environment(), ApiKeyEnvironment.LIVE);
        var secret = ApiKeySecret.generate(environment, random);
        return writes.send(
                () -> {
                    checkLasts(request.expiresAt());
                    return new IssueApiKey(
                            ids.next(TypeId.API_KEY),
                            tenantId,
                            request.name(),
                            request.scopes(),
                            environment,
                            request.expiresAt(),
                            secret.digest(),
                            secret.prefix(),
                            secret.last4());
                },
                key -> created(key, secret));
    }

    private void checkLasts(@Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Rejection.invalid("/expiresAt", "The key would have expired already");
        }
    }

    @DeleteMapping(path = "/{keyId}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> revoke(
            @PathVariable String tenantId,
            @PathVariable String keyId,
            @RequestBody(required = false) @Nullable TransitionRequest request) {
        return writes.send(
                new RevokeApiKey(keyId, tenantId, request == null ? null : request.reason()));
    }

    private static ResponseEntity<CreatedApiKey> created(ApiKeyView key, ApiKeySecret secret) {
        return ResponseEntity.created(
                        URI.create("/api/v1/tenants/" + key.tenantId() + "/api-keys/" + key.id()))
                .cacheControl(CacheControl.noStore())
                .body(new CreatedApiKey(key, secret.reveal()));
    }
}
