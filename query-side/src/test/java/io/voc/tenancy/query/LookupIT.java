package io.voc.tenancy.query;

import static io.voc.tenancy.query.Samples.registered;
import static io.voc.tenancy.query.Samples.tenantId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.voc.tenancy.contracts.configuration.ConfigurationEvent.ConfigurationReplaced;
import io.voc.tenancy.contracts.configuration.TenantConfiguration;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantPurged;
import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.contracts.tenant.TenantGate;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.eventstore.log.Feed;
import io.voc.tenancy.kit.consistency.ConsistencyToken;
import io.voc.tenancy.v1.BatchGetConfigurationsRequest;
import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationResult;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.GetConfigurationRequest;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/** Look-ups of configurations at one node; Redis is away. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LookupIT {

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

    private String configured() {
        var id = tenantId();
        node.append(id, 0, registered(id));
        replace(id, 1);
        return id;
    }

    private void replace(String id, long version) {
        node.append(
                id,
                version,
                new ConfigurationReplaced(id, version, new TenantConfiguration(List.of(), null)));
    }

    @Test
    void a_second_look_up_asks_the_primary_nothing() {
        var id = configured();
        assertThat(byGrpc(id).getVersion()).isEqualTo(1);
        assertThat(byRest(id)).contains("\"version\":1");
        var loads = loads();

        assertThat(byGrpc(id).getVersion()).isEqualTo(1);
        assertThat(byRest(id)).contains("\"version\":1");

        assertThat(loads()).isEqualTo(loads);
    }

    @Test
    void a_new_version_is_seen_by_its_token_even_while_the_projection_stands_still() {
        var id = configured();
        byGrpc(id);
        var projection = node.processor(QuerySide.CONFIGURATION_PROJECTION);
        projection.shutDown();
        try {
            for (int version = 2; version < 50; version++) {
                replace(id, version);
                var token = String.valueOf(node.head());

                assertThat(byGrpc(id, token).getVersion()).isEqualTo(version);
                assertThat(
                                node.get(
                                                "/api/v1/tenants/" + id + "/config",
                                                ConsistencyToken.HEADER,
                                                token)
                                        .body())
                        .contains("\"version\":" + version);
            }
        } finally {
            projection.start();
        }
    }

    @Test
    void what_this_process_has_written_is_seen_here_at_once() {
        var id = configured();
        for (int version = 2; version < 50; version++) {
            byGrpc(id);

            replace(id, version);

            assertThat(byGrpc(id).getVersion()).isEqualTo(version);
        }
        node.append(id, 50, new TenantSuspended(id, null));
        assertThat(node.get("/api/v1/tenants/" + id).statusCode()).isEqualTo(200);
        assertThat(node.bean(Gatekeeper.class).letThrough(id, TenantGate.TENANT_READ))
                .isEqualTo(TenantStatus.SUSPENDED);
    }

    @Test
    void a_new_version_is_seen_without_a_token_once_the_feed_has_told_of_it() throws Exception {
        var id = configured();
        var feed = node.bean(Feed.class);
        for (int version = 2; version < 20; version++) {
            byGrpc(id);
            replace(id, version);
            assertThat(feed.await(node.head(), Duration.ofSeconds(5))).isTrue();

            assertThat(byGrpc(id).getVersion()).isEqualTo(version);
        }
    }

    @Test
    void a_purged_tenants_configuration_is_forgotten() throws Exception {
        var id = configured();
        byGrpc(id);
        node.append(id, 2, Samples.deleted(id));
        node.append(id, 3, new TenantPurged(id, "slug-" + id));
        assertThat(node.bean(Feed.class).await(node.head(), Duration.ofSeconds(5))).isTrue();

        var refusal = catchThrowableOfType(StatusRuntimeException.class, () -> byGrpc(id));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void a_batch_answers_each_in_its_order() {
        var first = configured();
        var unconfigured = tenantId();
        node.append(unconfigured, 0, registered(unconfigured));
        var unknown = tenantId();

        var results = batch(List.of(first, unknown, unconfigured, "nonsense", first));

        assertThat(results)
                .extracting(ConfigurationResult::getTenantId)
                .containsExactly(first, unknown, unconfigured, "nonsense", first);
        assertThat(results)
                .extracting(result ->
                        result.hasConfiguration()
                                ? String.valueOf(result.getConfiguration().getVersion())
                                : result.getRefusal().getCode())
                .containsExactly("1", "not-found", "0", "not-found", "1");
        assertThat(results.getFirst().getConfiguration()).isEqualTo(byGrpc(first));
    }

    @Test
    void a_batch_is_of_500_at_most() {
        var id = configured();

        assertThat(batch(Collections.nCopies(500, id))).hasSize(500);
        assertThat(batch(List.of())).isEmpty();
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class, () -> batch(Collections.nCopies(501, id)));
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    }

    @Test
    void metrics_tell_how_the_caches_do() {
        byGrpc(configured());

        assertThat(node.get("/metrics").body())
                .contains("lookup_cache_reads_total{cache=\"configuration\",result=\"loaded\"}")
                .contains("lookup_cache_bytes{cache=\"gate\"}")
                .contains("lookup_cache_max_bytes{cache=\"configuration\"}")
                .contains("feed_age_seconds")
                .contains("configuration_watchers");
    }

    private double loads() {
        return node
                .bean(MeterRegistry.class)
                .get("lookup.cache.reads")
                .tag("result", "loaded")
                .functionCounters()
                .stream()
                .mapToDouble(FunctionCounter::count)
                .sum();
    }

    private String byRest(String id) {
        return node.get("/api/v1/tenants/" + id + "/config").body();
    }

    private Configuration byGrpc(String id) {
        return byGrpc(id, "0");
    }

    private Configuration byGrpc(String id, String token) {
        return QuerySideNode.calling(
                        ConfigurationServiceGrpc.newBlockingStub(node.channel()),
                        "consistency-token",
                        token)
                .getConfiguration(GetConfigurationRequest.newBuilder().setTenantId(id).build());
    }

    private List<ConfigurationResult> batch(List<String> ids) {
        return QuerySideNode.calling(ConfigurationServiceGrpc.newBlockingStub(node.channel()))
                .batchGetConfigurations(
                        BatchGetConfigurationsRequest.newBuilder().addAllTenantIds(ids).build())
                .getResultsList();
    }
}
