package io.voc.tenancy.kit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.kit.grpc.GrpcActors;
import io.voc.tenancy.kit.identity.InternalTokens;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantServiceGrpc;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.grpc.server.service.GrpcService;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** A process of this system with two operations, on a port of its own. */
final class EdgeProcess implements AutoCloseable {

    static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";
    static final String OK = "ok";

    /** The two ways to ask. */
    enum Transport {
        REST,
        GRPC
    }

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;
    private final ManagedChannel channel;

    /** A process whose tokens are signed with {@link TestTokens#SECRET}. */
    EdgeProcess() {
        this(Map.of("JWT_SECRET", TestTokens.SECRET));
    }

    /** A process whose tokens are signed as these variables say. */
    EdgeProcess(Map<String, String> signedAs) {
        var environment =
                new HashMap<>(
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
                                "INTERNAL_TOKEN_KEY",
                                TestTokens.INTERNAL_KEY,
                                "MASTER_KEY",
                                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        environment.putAll(signedAs);
        application = ServiceProcess.run(ProcessKind.STANDALONE, Application.class, environment);
        channel =
                Grpc.newChannelBuilder(
                                "127.0.0.1:"
                                        + application.getBean(GrpcServerLifecycle.class).getPort(),
                                InsecureChannelCredentials.create())
                        .build();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({ServiceKit.class, Operations.class, Calls.class})
    static class Application {}

    @RestController
    static class Operations {

        record RegisterTenantRequest(String slug) {}

        @GetMapping("/api/v1/tenants/{tenantId}")
        Map<String, String> find(@PathVariable String tenantId) {
            return Map.of("id", tenantId);
        }

        @GetMapping("/api/v1/tenants/{tenantId}/api-keys")
        Map<String, String> keys(@PathVariable String tenantId) {
            return Map.of("of", tenantId);
        }

        @PostMapping("/api/v1/tenants")
        Map<String, String> register(@RequestBody RegisterTenantRequest request) {
            return Map.of("slug", request.slug());
        }
    }

    @GrpcService
    static class Calls extends TenantServiceGrpc.TenantServiceImplBase {

        @Override
        public void getTenant(GetTenantRequest request, StreamObserver<Tenant> answer) {
            GrpcActors.reaching(request.getTenantId());
            answer.onNext(Tenant.newBuilder().setId(request.getTenantId()).build());
            answer.onCompleted();
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
        application.close();
        client.close();
    }

    /** The internal tokens of this process. */
    InternalTokens internalTokens() {
        return application.getBean(InternalTokens.class);
    }

    /** A request without a token. */
    HttpRequest.Builder request(String path) {
        var port = application.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** A request with a good token of the role, for {@link #TENANT}. */
    HttpRequest.Builder as(String role, String path) {
        return request(path)
                .setHeader("Authorization", "Bearer " + TestTokens.signed(TestTokens.claims(role)))
                .setHeader("Content-Type", "application/json");
    }

    /** What a bearer of the token is told who asks for a tenant: {@code ok}, or a code. */
    String outcome(Transport transport, String token, String tenantId) {
        return switch (transport) {
            case REST ->
                    outcome(
                            send(
                                    request("/api/v1/tenants/" + tenantId)
                                            .header("Authorization", "Bearer " + token)));
            case GRPC -> call(token, tenantId);
        };
    }

    static String outcome(HttpResponse<String> answer) {
        return answer.statusCode() == 200 ? OK : json(answer).path("code").asString();
    }

    private String call(String token, String tenantId) {
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token);
        try {
            var tenant =
                    TenantServiceGrpc.newBlockingStub(channel)
                            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata))
                            .getTenant(GetTenantRequest.newBuilder().setTenantId(tenantId).build());
            assertThat(tenant.getId()).isEqualTo(tenantId);
            return OK;
        } catch (StatusRuntimeException refusal) {
            return reason(refusal);
        }
    }

    private static String reason(StatusRuntimeException refusal) {
        var status = Objects.requireNonNull(StatusProto.fromThrowable(refusal));
        try {
            return status.getDetails(0).unpack(ErrorInfo.class).getReason();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
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
}
