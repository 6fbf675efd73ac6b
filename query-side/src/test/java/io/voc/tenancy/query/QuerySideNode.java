package io.voc.tenancy.query;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.AbstractStub;
import io.grpc.stub.MetadataUtils;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.embedded.PostgresDatabase;
import io.voc.tenancy.eventstore.log.OrderedLog;
import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.testing.SharedServers;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import javax.crypto.spec.SecretKeySpec;

/** The query side as it runs by itself, on a database of its own, asked over HTTP and gRPC. */
final class QuerySideNode implements AutoCloseable {

    private static final String SECRET = "a-secret-for-the-query-sides-tests-0123456789";

    private static final String NOWHERE = "redis://127.0.0.1:1";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext process;
    private final ManagedChannel channel;

    private QuerySideNode(PostgresDatabase database) {
        process =
                ServiceProcess.run(
                        ProcessKind.QUERY_SIDE,
                        QuerySideProcess.class,
                        Map.of(
                                "SERVER_PORT", "0",
                                "GRPC_PORT", "0",
                                "DATABASE_URL", database.databaseUrl(),
                                "REDIS_URL", NOWHERE,
                                "JWT_SECRET", SECRET,
                                "INTERNAL_TOKEN_KEY", "an-internal-key-for-tests-0123456789abcdef",
                                "MASTER_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        channel =
                Grpc.newChannelBuilder(
                                "127.0.0.1:" + bean(GrpcServerLifecycle.class).getPort(),
                                InsecureChannelCredentials.create())
                        .build();
    }

    static QuerySideNode start() {
        return new QuerySideNode(SharedServers.freshDatabase());
    }

    <B> B bean(Class<B> type) {
        return process.getBean(type);
    }

    JdbcClient jdbc() {
        return bean(JdbcClient.class);
    }

    ManagedChannel channel() {
        return channel;
    }

    /** Stores an event as the command side would. */
    void append(String aggregateId, long sequence, DomainEvent event) {
        bean(TransactionManager.class)
                .executeInTransaction(() ->
                        bean(EventStore.class)
                                .publish(
                                        new GenericDomainEventMessage<>(
                                                "Test", aggregateId, sequence, event)));
    }

    long head() {
        return bean(OrderedLog.class).head().position();
    }

    EventProcessor processor(String projection) {
        return bean(EventProcessingConfiguration.class)
                .eventProcessor(projection, EventProcessor.class)
                .orElseThrow();
    }

    /** Reads as an operator, with more headers as names and values. */
    HttpResponse<String> get(String path, String... headers) {
        return get(BodyHandlers.ofString(), path, headers);
    }

    /** As {@link #get(String, String...)}, with the body as the reader wants it. */
    <T> HttpResponse<T> get(HttpResponse.BodyHandler<T> body, String path, String... headers) {
        var port = process.getEnvironment().getRequiredProperty("local.server.port");
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .header("Authorization", "Bearer " + token());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A stub that calls as a service and an operator, with one more metadatum. */
    static <S extends AbstractStub<S>> S calling(S stub, String name, String value) {
        var metadata = new Metadata();
        metadata.put(key("authorization"), "Bearer " + token());
        metadata.put(key(name), value);
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    static <S extends AbstractStub<S>> S calling(S stub) {
        return calling(stub, "x-correlation-id", "test");
    }

    /** A stub whose token ends soon. */
    static <S extends AbstractStub<S>> S calling(S stub, Duration validity) {
        var metadata = new Metadata();
        metadata.put(key("authorization"), "Bearer " + token(validity));
        return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(metadata));
    }

    private static Metadata.Key<String> key(String name) {
        return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
    }

    private static String token() {
        return token(Duration.ofMinutes(1));
    }

    private static String token(Duration validity) {
        var claims =
                JwtClaimsSet.builder()
                        .subject("test")
                        .claim("roles", List.of("service", "platform-auditor"))
                        .expiresAt(Instant.now().plus(validity))
                        .build();
        var key = new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        var header = JwsHeader.with(MacAlgorithm.HS256).build();
        return NimbusJwtEncoder.withSecretKey(key)
                .build()
                .encode(JwtEncoderParameters.from(header, claims))
                .getTokenValue();
    }

    /** Ends the process as a signal does, while callers are still there. */
    void stop() {
        process.close();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        process.close();
        http.close();
    }
}
