package io.voc.tenancy.gateway.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import io.voc.tenancy.gateway.GatewayProcess;
import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.kit.identity.Tokens;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * The gateway process before two nodes of each side and, between them, one that nobody is at. It
 * waits two seconds for an answer. Started once for all tests.
 */
final class GatewayUnderTest {

    static final GatewayUnderTest GATEWAY = new GatewayUnderTest();

    static final String TENANTS = "/api/v1/tenants";
    static final String TENANT = TENANTS + "/ten_01h455vb4pex5vsknk084sn02q";

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    final List<Upstream> commandSide = List.of(new Upstream(), new Upstream());
    final List<Upstream> querySide = List.of(new Upstream(), new Upstream());
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ConfigurableApplicationContext application =
            ServiceProcess.run(
                    ProcessKind.GATEWAY,
                    Impatient.class,
                    Map.of(
                            "SERVER_HOST",
                            "127.0.0.1",
                            "SERVER_PORT",
                            "0",
                            "REDIS_URL",
                            "redis://127.0.0.1:1",
                            "LOG_LEVEL",
                            "error",
                            "JWT_SECRET",
                            SECRET,
                            "INTERNAL_TOKEN_KEY",
                            "an-internal-key-for-tests-0123456789abcdef",
                            "COMMAND_URL",
                            urls(commandSide),
                            "QUERY_URL",
                            urls(querySide)));

    @EnableAutoConfiguration
    @Import(GatewayProcess.class)
    @PropertySource("classpath:impatient.properties")
    static class Impatient {}

    private static String urls(List<Upstream> nodes) {
        return nodes.getFirst().url()
                + ",http://127.0.0.1:"
                + deafPort()
                + ","
                + nodes.get(1).url();
    }

    /** A port that nobody listens at. */
    private static int deafPort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** All nodes answer again, and have received nothing. */
    void reset() {
        commandSide.forEach(Upstream::reset);
        querySide.forEach(Upstream::reset);
    }

    int port() {
        return application.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** A request without a token. */
    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
    }

    /** A request of a platform-admin. */
    HttpRequest.Builder authorized(String path) {
        return request(path)
                .setHeader("Authorization", "Bearer " + token())
                .setHeader("Content-Type", "application/json");
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> as) {
        try {
            return client.send(request.build(), as);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All that comes back until the connection is closed. */
    String sendRaw(String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    HttpClient client() {
        return client;
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
        assertThat(answer.body()).doesNotContain("127.0.0.1", "localhost", "Exception", "org.");
    }

    static String token() {
        var claims =
                new JWTClaimsSet.Builder()
                        .subject("alice")
                        .claim(Tokens.ROLES_CLAIM, List.of("platform-admin"))
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
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
