package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.issued;
import static io.voc.tenancy.query.Samples.keyId;
import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.secret;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.kit.consistency.ConsistencyToken;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.TenantStatus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsistencyIT {

    private static final Duration LONG = Duration.ofSeconds(30);

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void the_stored_token_of_every_projection_is_the_last_event_whatever_it_is_of() {
        var id = tenantId();
        var keyId = keyId();
        node.append(id, 0, registered(id));
        assertAllAt(node.head());
        node.append(keyId, 0, issued(keyId, id, secret()));
        assertAllAt(node.head());
        node.append("cfg-" + id, 0, Samples.configured(id));
        assertAllAt(node.head());
    }

    @Test
    void a_projection_has_one_segment() {
        var segments =
                node.jdbc()
                        .sql(
                                """
                                SELECT processor_name || ' ' || count(*) FROM query.processor_token GROUP BY processor_name
                                """)
                        .query(String.class)
                        .list();

        assertThat(segments)
                .containsExactlyInAnyOrderElementsOf(
                        QuerySide.PROJECTIONS.stream().map(name -> name + " 1").toList());
    }

    @Test
    void a_node_that_does_not_project_learns_how_far_another_is() {
        var elsewhere = new AppliedPositions(node.bean(ProjectionTokens.class));
        var id = tenantId();
        var next = node.head() + 1;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var waiting =
                    IntStream.range(0, 50)
                            .mapToObj(i ->
                                    CompletableFuture.supplyAsync(
                                            () ->
                                                    elsewhere.await(
                                                            QuerySide.PROJECTIONS.get(i % 3),
                                                            next,
                                                            LONG),
                                            threads))
                            .toList();

            node.append(id, 0, registered(id));

            assertThat(waiting).allSatisfy(waiter -> assertThat(waiter.join()).isTrue());
        }
        assertThat(count("query.tenant WHERE id = '" + id + "'")).isEqualTo(1);
    }

    @Test
    void a_waiter_gives_up_in_time_and_leaves_the_asking_to_another() {
        var elsewhere = new AppliedPositions(node.bean(ProjectionTokens.class));
        var beyond = node.head() + 1;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var patient =
                    CompletableFuture.supplyAsync(
                            () -> elsewhere.await(QuerySide.TENANT_PROJECTION, beyond, LONG),
                            threads);
            assertThat(elsewhere.await(QuerySide.TENANT_PROJECTION, beyond, Duration.ofMillis(100)))
                    .isFalse();

            var id = tenantId();
            node.append(id, 0, registered(id));

            assertThat(patient.join()).isTrue();
        }
    }

    @Test
    void each_write_is_seen_by_a_read_with_its_token() {
        for (int i = 0; i < 50; i++) {
            var id = tenantId();
            node.append(id, 0, registered(id));
            node.append(id, 1, new TenantSuspended(id, "try " + i));
            var token = String.valueOf(node.head());

            var read = node.get("/api/v1/tenants/" + id, ConsistencyToken.HEADER, token);
            assertThat(read.body()).contains("\"SUSPENDED\"");
            assertThat(
                            node.get(
                                            "/api/v1/tenants?status=SUSPENDED&sort=-createdAt&pageSize=1",
                                            ConsistencyToken.HEADER,
                                            token)
                                    .body())
                    .contains(id);
            assertThat(
                            tenants(token)
                                    .getTenant(
                                            GetTenantRequest.newBuilder().setTenantId(id).build())
                                    .getStatus())
                    .isEqualTo(TenantStatus.TENANT_STATUS_SUSPENDED);
        }
    }

    @Test
    void a_read_is_refused_while_its_view_is_behind_and_others_are_not() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        assertAllAt(node.head());
        var processor = node.processor(QuerySide.TENANT_PROJECTION);
        processor.shutDown();
        try {
            node.append(id, 1, new TenantSuspended(id, null));
            var token = String.valueOf(node.head());

            var read = node.get("/api/v1/tenants/" + id, ConsistencyToken.HEADER, token);
            assertThat(read.statusCode()).isEqualTo(503);
            assertThat(read.headers().firstValue("Retry-After")).isPresent();
            assertThat(read.body()).contains("projection-behind");
            assertRefused(
                    () -> tenants(token).listTenants(ListTenantsRequest.getDefaultInstance()),
                    Status.Code.UNAVAILABLE);
            assertThat(node.get("/api/v1/tenants/" + id).statusCode()).isEqualTo(200);
            var keys = "/api/v1/tenants/" + id + "/api-keys";
            assertThat(node.get(keys, ConsistencyToken.HEADER, token).statusCode()).isEqualTo(200);
        } finally {
            processor.start();
        }
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(
                                        node.get(
                                                        "/api/v1/tenants/" + id,
                                                        ConsistencyToken.HEADER,
                                                        String.valueOf(node.head()))
                                                .body())
                                .contains("\"SUSPENDED\""));
    }

    @Test
    void a_token_that_no_write_gave_is_refused_on_every_read() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        var tenant = "/api/v1/tenants/" + id;
        for (var token :
                Stream.of(String.valueOf(node.head() + 1), "-1", "1.0", "x", "1,1", "9".repeat(19))
                        .toList()) {
            for (var path :
                    Stream.of(tenant, "/api/v1/tenants", tenant + "/config", tenant + "/api-keys")
                            .toList()) {
                var answer = node.get(path, ConsistencyToken.HEADER, token);
                assertThat(answer.statusCode()).as(path + " " + token).isEqualTo(400);
                assertThat(answer.body()).contains("validation-failed", "Consistency-Token");
            }
            assertRefused(
                    () -> tenants(token).listTenants(ListTenantsRequest.getDefaultInstance()),
                    Status.Code.INVALID_ARGUMENT);
            assertRefused(
                    () ->
                            QuerySideNode.calling(
                                            ConfigurationServiceGrpc.newBlockingStub(
                                                    node.channel()),
                                            "consistency-token",
                                            token)
                                    .getConfiguration(
                                            GetConfigurationRequest.newBuilder()
                                                    .setTenantId(id)
                                                    .build()),
                    Status.Code.INVALID_ARGUMENT);
        }
        assertThat(
                        node.get(tenant, ConsistencyToken.HEADER, "1", ConsistencyToken.HEADER, "1")
                                .statusCode())
                .isEqualTo(400);
    }

    private void assertAllAt(long position) {
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(node.bean(ProjectionTokens.class).positions())
                                .containsOnlyKeys(QuerySide.PROJECTIONS)
                                .allSatisfy((_, stored) -> assertThat(stored).isEqualTo(position)));
    }

    private static void assertRefused(Runnable call, Status.Code code) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        refusal -> assertThat(refusal.getStatus().getCode()).isEqualTo(code));
    }

    private TenantServiceGrpc.TenantServiceBlockingStub tenants(String token) {
        return QuerySideNode.calling(
                TenantServiceGrpc.newBlockingStub(node.channel()), "consistency-token", token);
    }

    private long count(String from) {
        return node.jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
    }
}
