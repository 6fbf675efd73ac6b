package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.v1.BatchGetConfigurationsRequest;
import io.voc.tenancy.v1.Configuration;
import io.voc.tenancy.v1.ConfigurationResult;
import io.voc.tenancy.v1.ConfigurationServiceGrpc;
import io.voc.tenancy.v1.ConfigurationServiceGrpc.ConfigurationServiceBlockingStub;
import io.voc.tenancy.v1.GetConfigurationRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Look-ups of configurations on the hot path, whichever node answers. */
class LookupE2E {

    /** How old an answer without a token may be. */
    private static final Duration BOUND = Duration.ofMillis(500);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final List<String> nodes = Lookups.ports(installation);

    @Test
    void a_batch_tells_of_each_tenant_by_itself() {
        var active = SampleTenant.in(TenantStatus.ACTIVE, api);
        var configured = api.registeredTenant();
        api.put("/api/v1/tenants/" + configured + "/config", SampleTenant.withAnAgent());
        var pending = SampleTenant.in(TenantStatus.PENDING, api);
        var suspended = SampleTenant.in(TenantStatus.SUSPENDED, api);
        var deleted = SampleTenant.in(TenantStatus.DELETED, api);
        var purged = SampleTenant.in(TenantStatus.PURGED, api);
        var ids =
                List.of(
                        active.id(),
                        configured,
                        pending.id(),
                        suspended.id(),
                        deleted.id(),
                        purged.id(),
                        "ten_00000000000000000000000000");

        for (var node : nodes) {
            assertThat(batch(stub(node, Tokens.service()), ids))
                    .containsExactly(
                            "0",
                            "1",
                            "0",
                            "tenant-suspended",
                            "not-found",
                            "not-found",
                            "not-found");
            assertThat(batch(stub(node, Tokens.platformAuditor()), ids))
                    .containsExactly("0", "1", "0", "0", "0", "not-found", "not-found");
            assertThat(batch(stub(node, Tokens.tenantViewer(configured)), ids))
                    .containsExactly(
                            "not-found",
                            "1",
                            "not-found",
                            "not-found",
                            "not-found",
                            "not-found",
                            "not-found");
        }
    }

    @Test
    void a_batch_is_of_500_at_most() {
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                batch(
                                        stub(nodes.getFirst(), Tokens.service()),
                                        IntStream.range(0, 501).mapToObj(i -> "x" + i).toList()));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(Grpc.code(refusal)).isEqualTo("validation-failed");
    }

    @Test
    void what_does_not_fit_into_an_answer_is_told_to_be_asked_for_again() {
        var tenant = api.registeredTenant();
        api.put("/api/v1/tenants/" + tenant + "/plan", Map.of("plan", "enterprise"));
        api.put("/api/v1/tenants/" + tenant + "/config", Lookups.large(40));
        var stub = stub(nodes.getFirst(), Tokens.service());

        var answers = batch(stub, List.of(tenant, tenant, tenant, tenant));

        assertThat(answers).containsExactly("1", "1", "1", "answer-too-large");
    }

    @ParameterizedTest
    @CsvSource({"tenant-viewer", "tenant-admin"})
    void another_tenants_configuration_is_not_there(String role) {
        var own = api.registeredTenant();
        var other = api.registeredTenant();
        var token = Tokens.of(Tokens.with(Tokens.claims(role), "tid", own));
        for (var node : nodes) {
            assertThat(get(stub(node, token), own).getVersion()).isZero();
            var refusal =
                    catchThrowableOfType(
                            StatusRuntimeException.class, () -> get(stub(node, token), other));
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(Grpc.code(refusal)).isEqualTo("not-found");
        }
    }

    @Test
    void after_the_bound_no_node_answers_what_was_before_a_write() {
        var answered =
                AtOnce.all(
                        8,
                        _ -> {
                            var tenant = api.registeredTenant();
                            for (int version = 1; version <= 20; version++) {
                                writeAndRead(tenant, version);
                            }
                            return tenant;
                        });

        assertThat(answered).hasSize(8);
    }

    private void writeAndRead(String tenant, int version) {
        var path = "/api/v1/tenants/" + tenant + "/config";
        var write = api.put(path, Lookups.named("Version " + version));
        var written = System.nanoTime();
        var token = write.header("Consistency-Token");
        for (var node : nodes) {
            var byToken =
                    get(
                            Grpc.withToken(
                                    ConfigurationServiceGrpc.newBlockingStub(Grpc.channel(node)),
                                    token),
                            tenant);
            assertThat(byToken.getVersion()).isEqualTo(version);
        }
        while (System.nanoTime() - written < BOUND.toNanos() / 20) {
            var node = nodes.get(ThreadLocalRandom.current().nextInt(nodes.size()));
            assertThat(get(stub(node, Tokens.service()), tenant).getVersion())
                    .isBetween(version - 1L, (long) version);
        }
        await().atMost(BOUND)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        nodes.stream()
                                .allMatch(node ->
                                        get(stub(node, Tokens.service()), tenant).getVersion()
                                                == version));
    }

    @Test
    void a_suspension_is_seen_by_every_node_and_on_both_interfaces_within_the_bound() {
        for (int round = 0; round < 10; round++) {
            var tenant = SampleTenant.in(TenantStatus.ACTIVE, api);
            nodes.forEach(node -> get(stub(node, Tokens.service()), tenant.id()));
            api.as(Tokens.service()).get(tenant.path() + "/config");

            tenant.after("suspend");

            await().atMost(BOUND)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .untilAsserted(() -> {
                        for (var node : nodes) {
                            assertThat(batch(stub(node, Tokens.service()), List.of(tenant.id())))
                                    .containsExactly("tenant-suspended");
                        }
                        assertThat(api.as(Tokens.service()).get(tenant.path() + "/config").code())
                                .isEqualTo("tenant-suspended");
                    });
            tenant.after("activate");
            await().atMost(BOUND)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .ignoreExceptions()
                    .until(() ->
                            nodes.stream()
                                    .allMatch(node ->
                                            get(stub(node, Tokens.service()), tenant.id())
                                                            .getVersion()
                                                    == 0));
        }
    }

    private static ConfigurationServiceBlockingStub stub(String node, String token) {
        return Grpc.as(token, ConfigurationServiceGrpc.newBlockingStub(Grpc.channel(node)));
    }

    private static Configuration get(ConfigurationServiceBlockingStub stub, String tenantId) {
        return stub.getConfiguration(
                GetConfigurationRequest.newBuilder().setTenantId(tenantId).build());
    }

    /** Of each tenant the version, or the refusal's code. */
    private static List<String> batch(ConfigurationServiceBlockingStub stub, List<String> ids) {
        var results =
                stub.batchGetConfigurations(
                                BatchGetConfigurationsRequest.newBuilder()
                                        .addAllTenantIds(ids)
                                        .build())
                        .getResultsList();
        assertThat(results)
                .extracting(ConfigurationResult::getTenantId)
                .containsExactlyElementsOf(ids);
        return results.stream()
                .map(result ->
                        result.hasConfiguration()
                                ? String.valueOf(result.getConfiguration().getVersion())
                                : result.getRefusal().getCode())
                .toList();
    }
}
