package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;

import io.voc.tenancy.contracts.tenant.TenantStatus;
import io.voc.tenancy.v1.ListTenantsRequest;
import io.voc.tenancy.v1.Tenant;
import io.voc.tenancy.v1.TenantServiceGrpc;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** What a tenant's status lets whom do, on every interface. */
class TenantStatesE2E {

    private static final String ANSWERS =
            """
            service: verifies its key                       | TENANT_NOT_ACTIVE | VALID | TENANT_SUSPENDED                   | TENANT_NOT_ACTIVE   | NOT_FOUND
            service: verifies its key over gRPC             | TENANT_NOT_ACTIVE | VALID | TENANT_SUSPENDED                   | TENANT_NOT_ACTIVE   | NOT_FOUND
            service: reads configuration                    | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 404 not-found
            service: reads configuration over gRPC          | OK                | OK    | PERMISSION_DENIED tenant-suspended | NOT_FOUND not-found | NOT_FOUND not-found
            tenant-admin: reads tenant                      | 200               | 200   | 200                                | 404 not-found       | 404 not-found
            tenant-admin: reads keys                        | 200               | 200   | 200                                | 404 not-found       | 404 not-found
            tenant-admin: replaces profile                  | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 404 not-found
            tenant-admin: patches profile                   | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 404 not-found
            tenant-admin: replaces configuration            | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 404 not-found
            tenant-admin: patches configuration             | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 404 not-found
            tenant-admin: creates key                       | 201               | 201   | 403 tenant-suspended               | 404 not-found       | 404 not-found
            tenant-admin: revokes key                       | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 404 not-found
            tenant-viewer: reads tenant                     | 200               | 200   | 200                                | 404 not-found       | 404 not-found
            tenant-viewer: reads tenant over gRPC           | OK                | OK    | OK                                 | NOT_FOUND not-found | NOT_FOUND not-found
            tenant-viewer: reads configuration              | 200               | 200   | 200                                | 404 not-found       | 404 not-found
            tenant-viewer: reads configuration over gRPC    | OK                | OK    | OK                                 | NOT_FOUND not-found | NOT_FOUND not-found
            tenant-viewer: reads key                        | 200               | 200   | 200                                | 404 not-found       | 404 not-found
            tenant-viewer: reads limits                     | 200               | 200   | 200                                | 404 not-found       | 404 not-found
            tenant-viewer: reads grants                     | 200               | 200   | 200                                | 404 not-found       | 404 not-found
            its key: reads limits                           | 200               | 200   | 200                                | 404 not-found       | 401 unauthenticated
            its key: reads tenant                           | 200               | 200   | 200                                | 404 not-found       | 401 unauthenticated
            its key: reads configuration                    | 200               | 200   | 200                                | 404 not-found       | 401 unauthenticated
            its key: reads keys                             | 200               | 200   | 200                                | 404 not-found       | 401 unauthenticated
            its key: replaces configuration                 | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 401 unauthenticated
            its key: patches configuration                  | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 401 unauthenticated
            its key: creates key                            | 201               | 201   | 403 tenant-suspended               | 404 not-found       | 401 unauthenticated
            its key: revokes key                            | 200               | 200   | 403 tenant-suspended               | 404 not-found       | 401 unauthenticated
            platform-admin: reads tenant                    | 200               | 200   | 200                                | 200                 | 200
            platform-admin: reads configuration             | 200               | 200   | 200                                | 200                 | 404 not-found
            platform-admin: reads key                       | 200               | 200   | 200                                | 200                 | 404 not-found
            platform-admin: replaces profile                | 200               | 200   | 200                                | 409 tenant-deleted  | 409 tenant-purged
            platform-admin: creates key                     | 201               | 201   | 201                                | 409 tenant-deleted  | 409 tenant-purged
            platform-admin: reads limits                    | 200               | 200   | 200                                | 200                 | 404 not-found
            platform-admin: reads grants                    | 200               | 200   | 200                                | 200                 | 404 not-found
            platform-admin: replaces limits                 | 200               | 200   | 200                                | 409 tenant-deleted  | 409 tenant-purged
            platform-admin: adds grant                      | 201               | 201   | 201                                | 409 tenant-deleted  | 409 tenant-purged
            platform-auditor: reads tenant                  | 200               | 200   | 200                                | 200                 | 200
            platform-auditor: reads tenant over gRPC        | OK                | OK    | OK                                 | OK                  | OK
            platform-auditor: reads configuration over gRPC | OK                | OK    | OK                                 | OK                  | NOT_FOUND not-found
            platform-auditor: reads keys                    | 200               | 200   | 200                                | 200                 | 404 not-found
            """;

    private static final Map<TenantStatus, SampleTenant> TENANTS = new ConcurrentHashMap<>();

    private final Standalone standalone = Standalone.shared();
    private final Api api = standalone.api();

    static Stream<Arguments> answers() {
        return StatusTable.cells(ANSWERS);
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @MethodSource("answers")
    void decides_what_is_answered(String question, TenantStatus status, String answer) {
        var parts = question.split(": ", 2);

        var asked = new StatusQuestion(standalone, tenantIn(status), parts[0]).answer(parts[1]);

        assertThat(asked).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "PENDING,   true",
        "ACTIVE,    true",
        "SUSPENDED, true",
        "DELETED,   false",
        "PURGED,    false",
    })
    void decides_whether_lists_have_the_tenant_unless_they_are_of_its_status(
            TenantStatus status, boolean isListed) {
        var tenant = tenantIn(status);
        var since = Instant.parse(tenant.state().text("createdAt"));

        assertThat(listed("createdFrom=" + since).contains(tenant.id())).isEqualTo(isListed);
        assertThat(listed("createdFrom=" + since + "&status=" + status)).contains(tenant.id());
        var question = ListTenantsRequest.newBuilder().setCreatedFrom(timestamp(since));
        assertThat(listed(question).contains(tenant.id())).isEqualTo(isListed);
        question.setStatus(grpc(status));
        assertThat(listed(question)).contains(tenant.id());
    }

    /** One that the views know, and that no question takes out of its status. */
    private SampleTenant tenantIn(TenantStatus status) {
        return TENANTS.computeIfAbsent(
                status,
                _ -> {
                    var tenant = SampleTenant.in(status, api);
                    assertThat(tenant.read().text("status")).isEqualTo(status.name());
                    return tenant;
                });
    }

    private List<String> listed(String filter) {
        return api.get("/api/v1/tenants?" + filter).body().path("items").findValuesAsString("id");
    }

    private List<String> listed(ListTenantsRequest.Builder question) {
        return Grpc.as(
                        Tokens.platformAuditor(),
                        TenantServiceGrpc.newBlockingStub(Grpc.channel(standalone)))
                .listTenants(question.build())
                .getTenantsList()
                .stream()
                .map(Tenant::getId)
                .toList();
    }

    private static io.voc.tenancy.v1.TenantStatus grpc(TenantStatus status) {
        return io.voc.tenancy.v1.TenantStatus.valueOf("TENANT_STATUS_" + status);
    }

    private static Timestamp timestamp(Instant at) {
        return Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }
}
