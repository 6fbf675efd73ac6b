package io.voc.tenancy.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.kit.identity.Tokens;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** A process of this system with two operations, on a port of its own. */
final class EdgeProcess implements AutoCloseable {

    static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application =
            ServiceProcess.run(
                    ProcessKind.STANDALONE,
                    Application.class,
                    Map.of(
                            "SERVER_HOST",
                            "127.0.0.1",
                            "SERVER_PORT",
                            "0",
                            "GRPC_PORT",
                            "0",
                            "DATABASE_URL",
                            "postgres://unused:unused@127.0.0.1/unused",
                            "REDIS_URL",
                            "redis://127.0.0.1",
                            "KAFKA_BROKERS",
                            "127.0.0.1:9092",
                            "LOG_LEVEL",
                            "error",
                            "JWT_SECRET",
                            SECRET,
                            "INTERNAL_TOKEN_KEY",
                            "an-internal-key-for-tests-0123456789abcdef",
                            "MASTER_KEY",
                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ServiceKit.class, Operations.class})
    static class Application {}

    @RestController
    static class Operations {

        record RegisterTenantRequest(String slug) {}

        @GetMapping("/api/v1/tenants/{tenantId}")
        Map<String, String> find(@PathVariable String tenantId) {
            return Map.of("id", tenantId);
        }

        @PostMapping("/api/v1/tenants")
        Map<String, String> register(@RequestBody RegisterTenantRequest request) {
            return Map.of("slug", request.slug());
        }
    }

    @Override
    public void close() {
        application.close();
        client.close();
    }

    /** A request without a token. */
    HttpRequest.Builder request(String path) {
        var port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** A request with a good token of the role, for {@link #TENANT}. */
    HttpRequest.Builder as(String role, String path) {
        return request(path)
                .setHeader("Authorization", "Bearer " + token(role))
                .setHeader("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(json(answer).path("status").asInt()).isEqualTo(status);
        assertThat(json(answer).path("code").asString()).isEqualTo(code);
        assertThat(json(answer).path("detail").asString()).isNotBlank();
        assertThat(json(answer).path("traceId").asString()).isNotBlank();
    }

    private static String token(String role) {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject("alice")
                        .claim(Tokens.ROLES_CLAIM, List.of(role))
                        .claim(Tokens.TENANT_CLAIM, TENANT)
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build();
        var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            token.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }
}
