package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.issued;
import static io.voc.tenancy.query.Samples.keyId;
import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.secret;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.contracts.apikey.ApiKeyEvent.ApiKeyRevoked;
import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantProfileReplaced;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.v1.ApiKeyServiceGrpc;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantServiceGrpc;
import io.voc.tenancy.v1.TenantStatus;
import io.voc.tenancy.v1.VerifyApiKeyRequest;
import io.voc.tenancy.v1.VerifyApiKeyResponse.Result;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.List;
import java.util.Map;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProjectionIT {

    private static final List<String> TABLES =
            List.of("query.tenant", "query.configuration", "query.api_key");

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
    void a_batch_of_one_tenants_events_becomes_one_row_and_is_read_over_grpc() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        node.append(
                id,
                1,
                new TenantProfileReplaced(id, "Acme Ltd", "new@acme.example", Map.of("crm", "1")));
        node.append(id, 2, new TenantSuspended(id, "unpaid"));

        await().untilAsserted(() -> {
            var tenant = read(id);
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
        node.append(id, 0, registered(id));
        var secret = secret();
        var keyId = keyId();
        node.append(keyId, 0, issued(keyId, id, secret));

        assertThat(verified(secret)).isEqualTo(Result.RESULT_VALID);

        node.append(keyId, 1, new ApiKeyRevoked(keyId, id, null));
        assertThat(verified(secret)).isEqualTo(Result.RESULT_REVOKED);
    }

    @Test
    void a_purged_tenant_leaves_a_tombstone_and_nothing_else_however_its_events_are_batched() {
        var live = tenantId();
        live(live);
        await().untilAsserted(() -> assertThat(rows(live)).containsExactly(1L, 1L, 1L));
        node.append(live, 1, Samples.deleted(live));
        node.append(live, 2, new TenantPurged(live, "slug-" + live));
        assertTombstone(live);

        var inOneBatch = tenantId();
        QuerySide.PROJECTIONS.forEach(projection -> node.processor(projection).shutDown());
        live(inOneBatch);
        node.append(inOneBatch, 1, Samples.deleted(inOneBatch));
        node.append(inOneBatch, 2, new TenantPurged(inOneBatch, "slug-" + inOneBatch));
        QuerySide.PROJECTIONS.forEach(projection -> node.processor(projection).start());
        assertTombstone(inOneBatch);
    }

    @Test
    void what_the_planner_remembers_of_a_purged_tenant_goes_too() {
        var id = tenantId();
        live(id);
        live(tenantId()); // one alone would not be remembered
        await().untilAsserted(() -> assertThat(rows(id)).containsExactly(1L, 1L, 1L));
        node.jdbc().sql("ANALYZE query.tenant, query.configuration").update();
        assertThat(remembered("search_text")).contains(id);
        assertThat(remembered("contact_email", "metadata", "status_reason", "document")).isEmpty();

        node.append(id, 1, Samples.deleted(id));
        node.append(id, 2, new TenantPurged(id, "slug-" + id));

        await().untilAsserted(() -> assertThat(remembered("search_text")).doesNotContain(id));
    }

    @Test
    void an_event_that_cannot_be_projected_is_tried_again_and_not_skipped() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        var keyId = keyId();

        node.jdbc().sql("ALTER TABLE query.api_key RENAME TO api_key_away").update();
        node.append(keyId, 0, issued(keyId, id, secret()));
        await().untilAsserted(() ->
                assertThat(
                                count(
                                        "query.processor_token WHERE owner IS NULL AND processor_name = ?",
                                        QuerySide.API_KEY_PROJECTION))
                        .as("the projection has let go of its segment after an error")
                        .isPositive());
        node.jdbc().sql("ALTER TABLE query.api_key_away RENAME TO api_key").update();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(count("query.api_key WHERE id = ?", keyId)).isEqualTo(1));
    }

    private void live(String id) {
        var keyId = keyId();
        node.append(id, 0, registered(id));
        node.append("cfg-" + id, 0, Samples.configured(id));
        node.append(keyId, 0, issued(keyId, id, secret()));
    }

    private void assertTombstone(String id) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(rows(id)).containsExactly(1L, 0L, 0L));
        var tombstone = read(id);
        assertThat(tombstone.getStatus()).isEqualTo(TenantStatus.TENANT_STATUS_PURGED);
        assertThat(tombstone.getVersion()).isEqualTo(3);
        assertThat(tombstone.hasDeletedAt()).isTrue();
        assertThat(tombstone.toString())
                .doesNotContain("Acme", "acme", "slug", "left us", "growth");
        assertThat(
                        node.jdbc()
                                .sql("SELECT t::text FROM query.tenant t WHERE id = ?")
                                .param(id)
                                .query(String.class)
                                .single())
                .doesNotContain("Acme", "acme", "slug", "left us", "growth");
        var configuration = node.get("/api/v1/tenants/" + id + "/config");
        assertThat(configuration.statusCode()).isEqualTo(404);
    }

    private List<Long> rows(String tenantId) {
        return TABLES.stream()
                .map(table ->
                        count(
                                table
                                        + " WHERE "
                                        + (table.endsWith(".tenant") ? "id" : "tenant_id")
                                        + " = ?",
                                tenantId))
                .toList();
    }

    private String remembered(String... columns) {
        return node.jdbc()
                .sql(
                        """
                        SELECT coalesce(string_agg(concat(most_common_vals, histogram_bounds), ' '), '')
                        FROM pg_stats WHERE schemaname = 'query' AND attname = ANY (?)
                        """)
                .param(columns)
                .query(String.class)
                .single();
    }

    private long count(String from, String parameter) {
        return node.jdbc()
                .sql("SELECT count(*) FROM " + from)
                .param(parameter)
                .query(Long.class)
                .single();
    }

    private Result verified(ApiKeySecret secret) {
        return QuerySideNode.calling(ApiKeyServiceGrpc.newBlockingStub(node.channel()))
                .verifyApiKey(VerifyApiKeyRequest.newBuilder().setKey(secret.reveal()).build())
                .getResult();
    }

    private Tenant read(String id) {
        return QuerySideNode.calling(TenantServiceGrpc.newBlockingStub(node.channel()))
                .getTenant(GetTenantRequest.newBuilder().setTenantId(id).build());
    }
}
