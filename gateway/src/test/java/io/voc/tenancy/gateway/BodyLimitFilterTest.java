package io.voc.tenancy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.kit.ServiceKit;
import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;
import io.voc.tenancy.kit.identity.Tokens;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyLimitFilterTest {

    private static final int MIB = 1024 * 1024;
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
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

    @AfterAll
    void stop() {
        application.close();
        client.close();
    }

    @EnableAutoConfiguration
    @Import({ServiceKit.class, Gateway.class, Operations.class})
    static class Application { // no @Configuration: other tests scan this package

        @Bean
        ApiKeyDirectory noKeys() {
            return (_, _) -> ApiKeyVerification.notFound();
        }
    }

    /** Two operations that count the bytes that arrive. */
    @RestController
    static class Operations {

        @PostMapping("/api/v1/tenants")
        int register(@RequestBody byte[] body) {
            return body.length;
        }

        @PutMapping("/api/v1/tenants/{tenantId}/config")
        int configure(@PathVariable String tenantId, @RequestBody byte[] body) {
            return body.length;
        }
    }

    /** The two ways in which a body's length reaches a server. */
    enum Length {
        ANNOUNCED,
        CHUNKED;

        BodyPublisher of(int bytes) {
            var body = BodyPublishers.ofByteArray(new byte[bytes]);
            return switch (this) {
                case ANNOUNCED -> body;
                case CHUNKED -> BodyPublishers.fromPublisher(body);
            };
        }
    }

    @Nested
    class A_configuration {

        @ParameterizedTest
        @EnumSource
        void may_have_4_MiB(Length length) {
            assertArrives(configure(length.of(4 * MIB)), 4 * MIB);
        }

        @ParameterizedTest
        @EnumSource
        void may_have_no_byte_more(Length length) {
            assertRefused(configure(length.of(4 * MIB + 1)), "configuration-too-large", "4 MiB");
        }

        private HttpResponse<String> configure(BodyPublisher body) {
            return send(request("/api/v1/tenants/ten_1/config").PUT(body));
        }
    }

    @Nested
    class Any_other_body {

        @ParameterizedTest
        @EnumSource
        void may_have_1_MiB(Length length) {
            assertArrives(register(length.of(MIB)), MIB);
        }

        @ParameterizedTest
        @EnumSource
        void may_have_no_byte_more(Length length) {
            assertRefused(register(length.of(MIB + 1)), "body-too-large", "1 MiB");
        }

        @ParameterizedTest
        @EnumSource
        void has_its_own_limit_even_where_a_configuration_would_pass(Length length) {
            assertRefused(register(length.of(4 * MIB)), "body-too-large", "1 MiB");
        }

        private HttpResponse<String> register(BodyPublisher body) {
            return send(request("/api/v1/tenants").POST(body));
        }
    }

    private static void assertArrives(HttpResponse<String> answer, int bytes) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(String.valueOf(bytes));
    }

    private static void assertRefused(HttpResponse<String> answer, String code, String limit) {
        var problem = JsonMapper.shared().readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(problem.path("status").asInt()).isEqualTo(413);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("detail").asString()).contains(limit);
    }

    private HttpRequest.Builder request(String path) {
        var port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/octet-stream");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String token() {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject("alice")
                        .claim(Tokens.ROLES_CLAIM, List.of("platform-admin"))
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
