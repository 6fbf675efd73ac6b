package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.TenantServiceGrpc;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/** What may be sent as a consistency token. */
class ConsistencyTokenE2E {

    private static final String TENANTS = "/api/v1/tenants";

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final List<String> grpcReaders =
            Standalone.IS_SEPARATE
                    ? installation.inner("query-side", "GRPC_PORT")
                    : List.of(installation.environment("GRPC_PORT"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999999999999999999",
                "abc",
                "-1",
                "1.5",
                "0x10",
                "1e3",
                "1234567890123456789",
                ""
            })
    void a_token_that_no_write_answered_is_refused(String token) {
        var path = TENANTS + "/" + api.registeredTenant();

        for (var asked : List.of(TENANTS, path, path + "/config", path + "/api-keys")) {
            var answer = api.with("Consistency-Token", token).get(asked);
            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.body().path("errors").findValuesAsString("pointer"))
                    .containsExactly("Consistency-Token");
        }
        for (var port : grpcReaders) {
            var refusal =
                    catchThrowableOfType(
                            StatusRuntimeException.class,
                            () ->
                                    Grpc.withToken(
                                                    TenantServiceGrpc.newBlockingStub(
                                                            Grpc.channel(port)),
                                                    token)
                                            .listTenants(ListTenantsRequest.getDefaultInstance()));
            assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
            assertThat(Grpc.code(refusal)).isEqualTo("validation-failed");
        }
    }

    @Test
    void a_token_of_long_ago_is_as_good() {
        var path = TENANTS + "/" + api.registeredTenant();

        assertThat(api.with("Consistency-Token", "0").get(path).status()).isEqualTo(200);
        assertThat(api.with("Consistency-Token", "000001").get(path).status()).isEqualTo(200);
    }
}
