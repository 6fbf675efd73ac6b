package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A key's secret is in the answers that show it, and nowhere else, however much is logged. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@OwnInstallation
class KeySecretE2E {

    private final Standalone installation = Standalone.on(Map.of("LOG_LEVEL", "trace"));
    private final Api api = installation.api();

    @BeforeAll
    void start() {
        installation.start();
    }

    @AfterAll
    void stop() {
        installation.close();
    }

    @Test
    void is_found_nowhere_once_it_has_been_shown_and_used() throws IOException {
        var tenantId = api.registeredTenant();
        var keys = "/api/v1/tenants/" + tenantId + "/api-keys";
        var idempotent = api.with("Idempotency-Key", UUID.randomUUID().toString());
        var request =
                Map.of(
                        "name", "A key",
                        "scopes", List.of("*:*"),
                        "rateLimit", Map.of("requests", 100, "perSeconds", 86_400));
        var issued = idempotent.post(keys, request);
        assertThat(idempotent.post(keys, request).text("secret")).isEqualTo(issued.text("secret"));
        var path = keys + "/" + issued.text("id");
        var rotated = api.post(path + "/rotate", Map.of("overlapSeconds", 3_600));
        var secrets = List.of(issued.text("secret"), rotated.text("secret"));
        secrets.forEach(secret -> use(tenantId, secret));
        api.delete(path);
        secrets.forEach(secret -> use(tenantId, secret));
        assertThat(secrets).allSatisfy(secret -> assertThat(secret).startsWith("tm_live_"));
        var everywhere = new Everywhere(installation);

        // what finds the key's id there would find its secret
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() ->
                        assertThat(everywhere.placesOf(issued.text("id")))
                                .contains(
                                        "Redis",
                                        "1 rows of query.api_key",
                                        "2 rows of command.api_key")
                                .anyMatch(place -> place.startsWith("Kafka")));
        for (var secret : secrets) {
            assertThat(everywhere.placesOf(secret)).isEmpty();
            var random = secret.substring("tm_live_".length(), secret.lastIndexOf('_'));
            assertThat(everywhere.placesOf(random)).isEmpty();
            assertThat(filesWith(random)).isEmpty();
        }
        assertThat(Standalone.read(installation.log())).contains("is ready");
    }

    /** In every way in which a key is sent, good or not. */
    private void use(String tenantId, String secret) {
        var tenant = "/api/v1/tenants/" + tenantId;
        api.verified(secret);
        Grpc.as(Tokens.service(), ApiKeyServiceGrpc.newBlockingStub(Grpc.channel(installation)))
                .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(secret).build());
        api.as(secret).get(tenant);
        api.anonymous().with("X-API-Key", secret).get(tenant + "/config");
        api.anonymous().with("X-API-Key", secret).put(tenant + "/config", Map.of("unknown", 1));
        api.post("/api/v1/api-keys/verify", Map.of("key", secret, "unknown", 1));
    }

    /** The logs of all processes and of the embedded servers, and all else that they keep. */
    private List<Path> filesWith(String text) throws IOException {
        try (Stream<Path> files = Files.walk(installation.folder())) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contents(file).contains(text))
                    .toList();
        }
    }

    /** Byte for byte; a file that goes meanwhile has nothing. */
    private static String contents(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
