package io.voc.tenancy.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.contracts.apikey.ApiKeyEnvironment;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification.Result;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.gateway.Gateway;
import io.voc.tenancy.gateway.TestProcess;
import io.voc.tenancy.kit.ServiceKit;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;
import io.voc.tenancy.testing.SharedServers;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** Two nodes of the edge, at which a tenant may call 40 times a second. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantRateIT {

    private static final int LIMIT = 40;
    private static final String SECRET =
            ApiKeySecret.generate(ApiKeyEnvironment.LIVE, new SecureRandom()).reveal();
    private static volatile String tenantId = "";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, String> variables =
            Map.of("REDIS_URL", SharedServers.redis(), "TENANT_RATE_LIMIT", String.valueOf(LIMIT));
    private final List<TestProcess> nodes =
            List.of(
                    new TestProcess(Application.class, variables),
                    new TestProcess(Application.class, variables));

    @EnableAutoConfiguration
    @Import({ServiceKit.class, Gateway.class, ApiKeyExchangeFilterTest.Operations.class})
    static class Application { // no @Configuration: other tests scan this package

        /** The tenant's key. */
        @Bean
        ApiKeyDirectory keys() {
            return (_, _) ->
                    new ApiKeyVerification(
                            Result.VALID,
                            tenantId,
                            "key_01h455vb4pex5vsknk084sn02q",
                            ApiKeyEnvironment.LIVE,
                            Set.of("tenant:read"),
                            "growth",
                            null,
                            null,
                            null);
        }
    }

    @BeforeAll
    void connect() {
        nodes.forEach(node -> await().until(() -> isCounted(node)));
    }

    @AfterAll
    void stop() {
        nodes.forEach(TestProcess::close);
        client.close();
    }

    @BeforeEach
    void anotherTenant() {
        tenantId = TypeId.TENANT.of(UUID.randomUUID());
    }

    @Test
    void counts_a_tenants_people_and_keys_at_all_nodes_together() {
        var since = System.nanoTime();
        var answers =
                IntStream.range(0, 10 * LIMIT)
                        .mapToObj(i -> i % 2 == 0 ? asViewer(node(i / 2)) : asKey(node(i / 2)))
                        .toList();
        var seconds = (System.nanoTime() - since) / 1e9;

        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200, 429);
        var passed = answers.stream().filter(it -> it.statusCode() == 200).count();
        // each node may be a twentieth ahead, or a tenth of a second
        assertThat((double) passed).isBetween((double) LIMIT, LIMIT * (1.3 + seconds));
        var refused =
                answers.stream().filter(it -> it.statusCode() == 429).findFirst().orElseThrow();
        assertThat(refused.body()).contains("\"code\":\"rate-limited\"");
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("RateLimit-Limit")).contains("40");
    }

    @Test
    void slows_no_other_tenant_and_no_operator() {
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> asViewer(node(0)).statusCode() == 429);

        assertThat(ask(node(0), "Authorization", bearer("platform-admin", null)).statusCode())
                .isEqualTo(200);
        anotherTenant();
        assertThat(asViewer(node(0)).statusCode()).isEqualTo(200);
    }

    private TestProcess node(int number) {
        return nodes.get(number % nodes.size());
    }

    /** Connections come after the start. */
    private boolean isCounted(TestProcess node) {
        anotherTenant();
        return IntStream.range(0, 3 * LIMIT).anyMatch(_ -> asViewer(node).statusCode() == 429);
    }

    private HttpResponse<String> asViewer(TestProcess node) {
        return ask(node, "Authorization", bearer("tenant-viewer", tenantId));
    }

    private HttpResponse<String> asKey(TestProcess node) {
        return ask(node, "X-API-Key", SECRET);
    }

    private static String bearer(String role, @Nullable String tenant) {
        return "Bearer " + TestProcess.token(role, tenant);
    }

    private HttpResponse<String> ask(TestProcess node, String header, String value) {
        var request =
                HttpRequest.newBuilder(URI.create(node.url() + "/api/v1/tenants/" + tenantId));
        try {
            return client.send(request.header(header, value).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
