package io.voc.tenancy.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyIssued;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantRegistered;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.kit.ServiceProcess;
import io.voc.tenancy.kit.environment.ProcessKind;
import io.voc.tenancy.testing.SharedServers;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.TenantStatus;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.grpc.server.lifecycle.GrpcServerLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import javax.crypto.spec.SecretKeySpec;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectionIT {

    private static final String SECRET = "a-secret-for-the-query-sides-tests-0123456789";

    @SuppressWarnings("NullAway.Init") // set before all
    private ConfigurableApplicationContext process;

    @SuppressWarnings("NullAway.Init") // set before all
    private ManagedChannel channel;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(QuerySide.class)
    static class Application {}

    @BeforeAll
    void start() {
        process =
                ServiceProcess.run(
                        ProcessKind.QUERY_SIDE,
                        Application.class,
                        Map.of(
                                "SERVER_PORT",
                                "0",
                                "GRPC_PORT",
                                "0",
                                "DATABASE_URL",
                                SharedServers.freshDatabase().databaseUrl(),
                                "REDIS_URL",
                                SharedServers.redis(),
                                "KAFKA_BROKERS",
                                SharedServers.kafka(),
                                "JWT_SECRET",
                                SECRET,
                                "INTERNAL_TOKEN_KEY",
                                "an-internal-key-for-tests-0123456789abcdef",
                                "MASTER_KEY",
                                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));
        var port = process.getBean(GrpcServerLifecycle.class).getPort();
        channel =
                io.grpc.Grpc.newChannelBuilder(
                                "127.0.0.1:" + port, InsecureChannelCredentials.create())
                        .build();
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        process.close();
    }

    @Test
    void a_batch_of_one_tenants_events_becomes_one_row_and_is_read_over_grpc() {
        var id = tenantId();
        append(id, 0, registered(id));
        append(
                id,
                1,
                new TenantProfileReplaced(id, "Acme Ltd", "new@acme.example", Map.of("crm", "1")));
        append(id, 2, new TenantSuspended(id, "unpaid"));

        await().untilAsserted(() -> {
            var tenant = tenants().getTenant(GetTenantRequest.newBuilder().setTenantId(id).build());
            assertThat(tenant.getVersion()).isEqualTo(3);
            assertThat(tenant.getName()).isEqualTo("Acme Ltd");
            assertThat(tenant.getMetadataMap()).containsEntry("crm", "1");
            assertThat(tenant.getStatus()).isEqualTo(TenantStatus.TENANT_STATUS_SUSPENDED);
            assertThat(tenant.getStatusReason()).isEqualTo("unpaid");
        });
    }

    @Test
    void a_key_is_verified_by_the_register_before_any_projection() {
        var id = tenantId();
        append(id, 0, registered(id));
        var secret =
                ApiKeySecret.generate(
                        io.voc.tenancy.contracts.apikey.ApiKeyEnvironment.LIVE,
                        new java.security.SecureRandom());
        var keyId = "key_" + UUID.randomUUID();
        append(keyId, 0, issued(keyId, id, secret));

        assertThat(verified(secret)).isEqualTo(Result.RESULT_VALID);

        append(keyId, 1, new ApiKeyRevoked(keyId, id, null));
        assertThat(verified(secret)).isEqualTo(Result.RESULT_REVOKED);
    }

    @Test
    void an_event_that_cannot_be_projected_is_tried_again_and_not_skipped() {
        var jdbc = process.getBean(JdbcClient.class);
        var id = tenantId();
        append(id, 0, registered(id));
        var secret =
                ApiKeySecret.generate(
                        io.voc.tenancy.contracts.apikey.ApiKeyEnvironment.LIVE,
                        new java.security.SecureRandom());
        var keyId = "key_" + UUID.randomUUID();

        jdbc.sql("ALTER TABLE query.api_key RENAME TO api_key_away").update();
        append(keyId, 0, issued(keyId, id, secret));
        await().untilAsserted(() ->
                assertThat(
                                jdbc.sql(
                                                "SELECT count(*) FROM query.processor_token WHERE processor_name = :name AND owner IS NULL")
                                        .param("name", QuerySide.API_KEY_PROJECTION)
                                        .query(Long.class)
                                        .single())
                        .as("the projection has let go of a segment after an error")
                        .isPositive());
        jdbc.sql("ALTER TABLE query.api_key_away RENAME TO api_key").update();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(
                                        jdbc.sql(
                                                        "SELECT count(*) FROM query.api_key WHERE id = :id")
                                                .param("id", keyId)
                                                .query(Long.class)
                                                .single())
                                .isEqualTo(1));
    }

    private Result verified(ApiKeySecret secret) {
        return ApiKeyServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(asService()))
                .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(secret.reveal()).build())
                .getResult();
    }

    private TenantServiceGrpc.TenantServiceBlockingStub tenants() {
        return TenantServiceGrpc.newBlockingStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(asService()));
    }

    private static Metadata asService() {
        var claims =
                JwtClaimsSet.builder()
                        .subject("test")
                        .claim("roles", java.util.List.of("service", "platform-auditor"))
                        .expiresAt(Instant.now().plusSeconds(60))
                        .build();
        var encoder =
                NimbusJwtEncoder.withSecretKey(
                                new SecretKeySpec(
                                        SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
                        .build();
        var token =
                encoder.encode(
                        JwtEncoderParameters.from(
                                JwsHeader.with(MacAlgorithm.HS256).build(), claims));
        var metadata = new Metadata();
        metadata.put(
                Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER),
                "Bearer " + token.getTokenValue());
        return metadata;
    }

    private void append(String aggregateId, long sequence, DomainEvent event) {
        process.getBean(TransactionManager.class)
                .executeInTransaction(() ->
                        process.getBean(EventStore.class)
                                .publish(
                                        new GenericDomainEventMessage<>(
                                                "Test", aggregateId, sequence, event)));
    }

    private static String tenantId() {
        return TypeId.TENANT.of(UUID.randomUUID());
    }

    private static TenantRegistered registered(String id) {
        return new TenantRegistered(
                id,
                id,
                "Acme",
                "ops@acme.example",
                "eu-central",
                "growth",
                Map.of(),
                io.voc.tenancy.contracts.tenant.TenantStatus.ACTIVE);
    }

    private static ApiKeyIssued issued(String keyId, String tenantId, ApiKeySecret secret) {
        return new ApiKeyIssued(
                keyId,
                tenantId,
                "Gateway",
                Set.of("config:read"),
                "LIVE",
                null,
                secret.digest(),
                secret.prefix(),
                secret.last4());
    }
}
