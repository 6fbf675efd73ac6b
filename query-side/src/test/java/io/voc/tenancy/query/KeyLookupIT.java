package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.issued;
import static io.voc.tenancy.query.Samples.keyId;
import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.secret;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRotated;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantActivated;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPlanChanged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.sql.DataSource;

/** When a verification is answered from memory, and when the primary is asked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyLookupIT {

    private final String tenantId = tenantId();

    @SuppressWarnings("NullAway.Init") // set before all
    private QuerySideNode node;

    private String keyId = "";
    private ApiKeySecret secret = secret();

    @BeforeAll
    void start() {
        node = QuerySideNode.start();
        node.append(tenantId, 0, registered(tenantId));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void a_key_that_is_known() {
        keyId = keyId();
        secret = secret();
        node.append(keyId, 0, issued(keyId, tenantId, secret));
        assertThat(verified(secret)).isEqualTo("VALID");
        await().until(() -> asked(() -> verified(secret)) == 0);
    }

    @Test
    void what_is_known_is_not_asked_again() {
        assertThat(asked(() -> assertThat(verified(secret)).isEqualTo("VALID"))).isZero();
    }

    @Test
    void an_event_of_the_key_makes_it_unknown() {
        node.append(keyId, 1, new ApiKeyRevoked(keyId, tenantId, null));

        await().untilAsserted(() -> assertThat(verified(secret)).isEqualTo("REVOKED"));
    }

    @Test
    void an_event_of_its_tenant_makes_it_unknown() {
        var tenant = tenantId();
        var other = secret();
        node.append(tenant, 0, registered(tenant));
        var otherId = keyId();
        node.append(otherId, 0, issued(otherId, tenant, other));
        assertThat(answer(other).getPlan()).isEqualTo("growth");

        node.append(tenant, 1, new TenantPlanChanged(tenant, "enterprise"));
        await().untilAsserted(() -> assertThat(answer(other).getPlan()).isEqualTo("enterprise"));
        node.append(tenant, 2, new TenantSuspended(tenant, null));
        await().untilAsserted(() -> assertThat(verified(other)).isEqualTo("TENANT_SUSPENDED"));
        node.append(tenant, 3, new TenantActivated(tenant, null));
        await().untilAsserted(() -> assertThat(verified(other)).isEqualTo("VALID"));
    }

    @Test
    void an_event_of_another_makes_nothing_unknown() throws Exception {
        var tenant = tenantId();
        node.append(tenant, 0, registered(tenant));
        var other = keyId();
        node.append(other, 0, issued(other, tenant, secret()));
        node.append(other, 1, new ApiKeyRevoked(other, tenant, null));
        assertThat(node.bean(Feed.class).await(node.head(), Duration.ofSeconds(10))).isTrue();

        assertThat(asked(() -> verified(secret))).isZero();
    }

    @Test
    void what_is_nobodys_is_known_until_there_is_a_new_secret() {
        var next = secret();
        assertThat(verified(next)).isEqualTo("NOT_FOUND");
        await().until(() -> asked(() -> verified(next)) == 0);

        node.append(
                keyId,
                1,
                new ApiKeyRotated(
                        keyId, tenantId, next.digest(), next.prefix(), next.last4(), null, null));

        await().untilAsserted(() -> assertThat(verified(next)).isEqualTo("VALID"));
        await().untilAsserted(() -> assertThat(verified(secret)).isEqualTo("EXPIRED"));
    }

    @Test
    void many_who_ask_at_once_ask_once() throws Exception {
        var other = secret();
        var before = count("primary");
        var waiting = new ArrayList<Future<String>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var connection = node.bean(DataSource.class).getConnection()) {
            lock(connection);
            for (int i = 0; i < 20; i++) {
                waiting.add(callers.submit(() -> verified(other)));
            }
            await().until(() -> count("joined") >= 10);
            connection.rollback();
            for (var caller : waiting) {
                assertThat(caller.get()).isEqualTo("NOT_FOUND");
            }
        }
        assertThat(count("primary") - before).isLessThan(10);
    }

    @Test
    void what_many_ask_for_at_once_is_asked_for_together() throws Exception {
        var revoked = secret();
        var revokedId = keyId();
        node.append(revokedId, 0, issued(revokedId, tenantId, revoked));
        node.append(revokedId, 1, new ApiKeyRevoked(revokedId, tenantId, null));
        var others = Stream.generate(Samples::secret).limit(40).toList();
        var batches = node.bean(MeterRegistry.class).get("apikey.lookups.batch").summary();
        var before = batches.count();
        var waiting = new ArrayList<Future<String>>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor();
                var connection = node.bean(DataSource.class).getConnection()) {
            lock(connection);
            var asked = count("primary");
            others.forEach(other -> waiting.add(callers.submit(() -> verified(other))));
            waiting.add(callers.submit(() -> verified(revoked)));
            await().until(() -> count("primary") - asked > 40);
            connection.rollback();
            for (var caller : waiting.subList(0, 40)) {
                assertThat(caller.get()).isEqualTo("NOT_FOUND");
            }
            assertThat(waiting.getLast().get()).isEqualTo("REVOKED");
        }
        assertThat(batches.count() - before).isBetween(2L, 12L);
    }

    @Test
    void a_node_that_can_not_follow_the_log_asks_each_time() {
        node.jdbc().sql("ALTER TABLE event_store.event RENAME TO event_away").update();
        node.jdbc().sql("UPDATE event_store.head SET position = position + 1").update();
        try {
            await().until(() -> node.bean(Feed.class).age().compareTo(Duration.ofSeconds(1)) > 0);

            node.jdbc()
                    .sql("UPDATE command.api_key SET status = 'REVOKED' WHERE key_id = ?")
                    .param(keyId)
                    .update();
            assertThat(verified(secret)).isEqualTo("REVOKED");
            assertThat(asked(() -> verified(secret))).isEqualTo(1);
        } finally {
            node.jdbc().sql("UPDATE event_store.head SET position = position - 1").update();
            node.jdbc().sql("ALTER TABLE event_store.event_away RENAME TO event").update();
        }
        await().until(() -> node.bean(Feed.class).age().compareTo(Duration.ofMillis(400)) < 0);
    }

    private static void lock(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("LOCK TABLE command.api_key IN ACCESS EXCLUSIVE MODE");
        }
    }

    /** How often the primary is asked meanwhile. */
    private double asked(Runnable what) {
        var before = count("primary");
        what.run();
        return count("primary") - before;
    }

    private double count(String source) {
        return node.bean(MeterRegistry.class)
                .get("apikey.lookups")
                .tag("source", source)
                .counter()
                .count();
    }

    private String verified(ApiKeySecret key) {
        return answer(key).getResult().name().replace("RESULT_", "");
    }

    private VerifyApiKeyResponse answer(ApiKeySecret key) {
        return QuerySideNode.calling(ApiKeyServiceGrpc.newBlockingStub(node.channel()))
                .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(key.reveal()).build());
    }
}
