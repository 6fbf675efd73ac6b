package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.GetTenantRequest;
import io.voc.tenancy.v1.TenantServiceGrpc;

import org.junit.jupiter.api.Test;

import java.util.Map;

class RefusedPathsE2E {

    private static final String UNKNOWN = "ten_00000000000000000000000000";

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    @Test
    void of_unknown_tenants_and_keys_are_not_found() {
        var tenantId = api.registeredTenant();

        assertRefused(api.get("/api/v1/tenants/" + UNKNOWN), 404, "not-found");
        assertRefused(api.get("/api/v1/tenants/nonsense"), 404, "not-found");
        assertRefused(
                api.post("/api/v1/tenants/" + UNKNOWN + "/suspend", Map.of()), 404, "not-found");
        assertRefused(
                api.put("/api/v1/tenants/" + UNKNOWN + "/config", Map.of()), 404, "not-found");
        assertRefused(api.get("/api/v1/tenants/" + UNKNOWN + "/config"), 404, "not-found");
        assertRefused(api.get("/api/v1/tenants/" + UNKNOWN + "/api-keys"), 404, "not-found");
        assertRefused(
                api.delete(
                        "/api/v1/tenants/" + tenantId + "/api-keys/key_00000000000000000000000000"),
                404,
                "not-found");
    }

    @Test
    void that_are_none_are_not_found_and_methods_that_are_none_not_allowed() {
        assertRefused(api.get("/api/v1/nonsense"), 404, "not-found");
        var method = api.send(api.request("/api/v1/tenants").DELETE());
        assertRefused(method, 405, "method-not-allowed");
        assertThat(method.response().headers().firstValue("Allow"))
                .hasValueSatisfying(allowed -> assertThat(allowed).contains("GET", "POST"));
    }

    @Test
    void with_parameters_that_nobody_reads_are_refused() {
        var answer = api.get("/api/v1/tenants?statuss=DELETED");

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                .containsExactly("statuss");
    }

    @Test
    void that_the_server_itself_refuses_are_problems_too() {
        var answer = api.get("/api/v1/tenants//nonsense");

        assertRefused(answer, 400, "validation-failed");
    }

    @Test
    void of_another_aggregates_id_are_not_found() {
        var tenantId = api.registeredTenant();
        var keyId = api.issuedKey(tenantId, "tenant:read").path("id").asString();

        assertRefused(
                api.post("/api/v1/tenants/" + keyId + "/suspend", Map.of()), 404, "not-found");
        assertRefused(
                api.delete("/api/v1/tenants/" + tenantId + "/api-keys/" + tenantId),
                404,
                "not-found");
    }

    @Test
    void on_grpc_name_a_trace_id_and_survive_odd_ids() {
        var refusal =
                catchThrowableOfType(
                        StatusRuntimeException.class,
                        () ->
                                Grpc.as(
                                                Tokens.platformAdmin(),
                                                TenantServiceGrpc.newBlockingStub(
                                                        Grpc.channel(standalone)))
                                        .getTenant(
                                                GetTenantRequest.newBuilder()
                                                        .setTenantId("a\0b")
                                                        .build()));

        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(Grpc.traceId(refusal)).matches("[0-9a-f-]{36}");
    }
}
