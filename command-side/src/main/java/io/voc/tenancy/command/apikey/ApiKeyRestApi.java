package io.voc.tenancy.command.apikey;

import static org.springframework.http.MediaType.APPLICATION_JSON_VALUE;

import io.voc.tenancy.command.Ids;
import io.voc.tenancy.command.apikey.KeyBodies.ChangeApiKeyRequest;
import io.voc.tenancy.command.apikey.KeyBodies.CreateApiKeyRequest;
import io.voc.tenancy.command.apikey.KeyBodies.CreatedApiKey;
import io.voc.tenancy.command.apikey.KeyBodies.RotateApiKeyRequest;
import io.voc.tenancy.command.apikey.KeyBodies.TransitionRequest;
import io.voc.tenancy.command.write.Writes;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.ChangeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.DescribeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.IssueApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RevokeApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyCommand.RotateApiKey;
import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyView;
import io.voc.tenancy.contracts.apikey.StoredSecret;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.contract.MergePatch;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
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
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * Creating, changing, rotating and revoking keys over REST; a secret leaves here once and is kept
 * nowhere.
 */
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

    @PostMapping(consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> create(
            @PathVariable String tenantId, @RequestBody CreateApiKeyRequest request) {
        var environment = Objects.requireNonNullElse(request.environment(), ApiKeyEnvironment.LIVE);
        var secret = ApiKeySecret.generate(environment, random);
        return writes.send(
                () -> {
                    var settings = request.settings();
                    checkLasts(settings.expiresAt());
                    return new IssueApiKey(
                            ids.next(TypeId.API_KEY),
                            tenantId,
                            settings,
                            environment,
                            secret.stored());
                },
                key ->
                        ResponseEntity.created(
                                        URI.create(
                                                "/api/v1/tenants/"
                                                        + key.tenantId()
                                                        + "/api-keys/"
                                                        + key.id()))
                                .cacheControl(CacheControl.noStore())
                                .body(new CreatedApiKey(key, secret.reveal())));
    }

    private void checkLasts(@Nullable Instant expiresAt) {
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw Rejection.invalid("/expiresAt", "The key would have expired already");
        }
    }

    @PatchMapping(
            path = "/{keyId}",
            consumes = {MergePatch.MEDIA_TYPE, APPLICATION_JSON_VALUE})
    ResponseEntity<byte[]> patch(
            @PathVariable String tenantId,
            @PathVariable String keyId,
            @RequestBody MergePatch patch) {
        return writes.patch(
                new DescribeApiKey(keyId, tenantId),
                patch,
                ChangeApiKeyRequest.class,
                wanted -> new ChangeApiKey(keyId, tenantId, wanted.settings(), clock.instant()));
    }

    @PostMapping(path = "/{keyId}/rotate", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> rotate(
            @PathVariable String tenantId,
            @PathVariable String keyId,
            @RequestBody RotateApiKeyRequest request) {
        var secrets = secrets();
        return writes.send(
                new RotateApiKey(
                        keyId,
                        tenantId,
                        stored(secrets),
                        request.overlap(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        request.reason()),
                key -> rotated(key, secrets));
    }

    @DeleteMapping(path = "/{keyId}", consumes = APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> revoke(
            @PathVariable String tenantId,
            @PathVariable String keyId,
            @RequestBody(required = false) @Nullable TransitionRequest request) {
        return writes.send(
                new RevokeApiKey(keyId, tenantId, request == null ? null : request.reason()));
    }

    /** One for each environment, as only the key knows its own. */
    private Map<ApiKeyEnvironment, ApiKeySecret> secrets() {
        var secrets = new EnumMap<ApiKeyEnvironment, ApiKeySecret>(ApiKeyEnvironment.class);
        for (var environment : ApiKeyEnvironment.values()) {
            secrets.put(environment, ApiKeySecret.generate(environment, random));
        }
        return secrets;
    }

    private static Map<ApiKeyEnvironment, StoredSecret> stored(
            Map<ApiKeyEnvironment, ApiKeySecret> secrets) {
        var stored = new EnumMap<ApiKeyEnvironment, StoredSecret>(ApiKeyEnvironment.class);
        secrets.forEach((environment, secret) -> stored.put(environment, secret.stored()));
        return stored;
    }

    private static ResponseEntity<CreatedApiKey> rotated(
            ApiKeyView key, Map<ApiKeyEnvironment, ApiKeySecret> secrets) {
        var secret = Objects.requireNonNull(secrets.get(key.environment()));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new CreatedApiKey(key, secret.reveal()));
    }
}
