package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.stream.Stream;

/** Every write tells the version that it led to, and keeps to the version that it is told. */
class WriteRulesE2E {

    private final Api api = Standalone.shared().api();

    static Stream<OpenApi.Operation> writes() {
        return OpenApi.operations().stream()
                .filter(OpenApi.Operation::isWrite)
                .filter(operation -> !operation.isMetered());
    }

    static Stream<OpenApi.Operation> withVersion() {
        return writes().filter(operation -> operation.takes("If-Match"));
    }

    static Stream<OpenApi.Operation> withoutVersion() {
        return OpenApi.operations().stream()
                .filter(operation -> !operation.method().equals("GET"))
                .filter(operation -> !operation.takes("If-Match"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void a_write_is_answered_with_the_version_and_a_token(OpenApi.Operation write) {
        var answer = new SampleRequest(api, write).answering(200, "");

        assertThat(answer.header("ETag")).isEqualTo('"' + answer.text("version") + '"');
        assertThat(answer.header("Consistency-Token")).matches("[1-9][0-9]*");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withVersion")
    void an_If_Match_that_is_no_list_of_tags_is_refused(OpenApi.Operation write) {
        var answer = new SampleRequest(api, write).answeringWith("If-Match", "4711");

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsExactly("If-Match");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("withoutVersion")
    void an_If_Match_is_refused_where_nothing_is_there_to_match(OpenApi.Operation write) {
        var answer = new SampleRequest(api, write).answeringWith("If-Match", "*");

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsExactly("If-Match");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"2\"", "*", "\"1\", \"2\"", "\"2\",\"1\"", "W/\"2\",  \"2\" ", " * "})
    void an_If_Match_with_the_version_lets_the_write_pass(String tags) {
        var tenant = SampleTenant.in(TenantStatus.SUSPENDED, api);

        var answer = tenant.asked("PUT", api.with("If-Match", tags));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.version()).isEqualTo(3);
    }

    @Test
    void an_If_Match_in_several_lines_is_one_list() {
        var tenant = SampleTenant.in(TenantStatus.SUSPENDED, api);

        var answer =
                api.send(
                        api.request(tenant.path() + "/activate")
                                .header("Content-Type", "application/json")
                                .header("If-Match", "\"1\"")
                                .header("If-Match", "\"2\"")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"1\"", "\"3\"", "\"02\"", "W/\"2\"", "\"1\", \"3\"", "\"\"", "\"a,*,b\""})
    void an_If_Match_without_the_version_changes_nothing(String tags) {
        var tenant = SampleTenant.in(TenantStatus.SUSPENDED, api);

        var answer = tenant.asked("PUT", api.with("If-Match", tags));

        assertRefused(answer, 412, "version-conflict");
        assertThat(tenant.read().body()).isEqualTo(tenant.state().body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2",
                "\"2",
                "2\"",
                "\"2\" \"3\"",
                "*, \"2\"",
                "\"2\",",
                "w/\"2\"",
                "'2'"
            })
    void an_If_Match_that_is_malformed_changes_nothing(String tags) {
        var tenant = SampleTenant.in(TenantStatus.SUSPENDED, api);

        var answer = tenant.asked("PUT", api.with("If-Match", tags));

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsExactly("If-Match");
        assertThat(tenant.read().body()).isEqualTo(tenant.state().body());
    }

    /** The tenant has version 2, its configuration 0 and its key 1. */
    @ParameterizedTest
    @CsvSource({
        "PUT,          2, 1",
        "PATCH,        2, 1",
        "activate,     2, 1",
        "suspend,      2, 1",
        "delete,       2, 1",
        "restore,      2, 1",
        "PUT config,   0, 2",
        "PATCH config, 0, 2",
        "revoke key,   1, 2",
    })
    void an_If_Match_is_about_the_resource_that_is_addressed(
            String request, String version, String other) {
        var tenant = SampleTenant.in(TenantStatus.SUSPENDED, api);

        var stale = tenant.asked(request, api.with("If-Match", '"' + other + '"'));
        var fresh = tenant.asked(request, api.with("If-Match", '"' + version + '"'));

        assertRefused(stale, 412, "version-conflict");
        assertThat(fresh.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "PUT,          DELETED, platform-admin, 409, tenant-deleted",
        "PATCH,        DELETED, platform-admin, 409, tenant-deleted",
        "PUT config,   DELETED, platform-admin, 409, tenant-deleted",
        "PATCH config, DELETED, platform-admin, 409, tenant-deleted",
        "revoke key,   DELETED, platform-admin, 409, tenant-deleted",
        "activate,     DELETED, platform-admin, 409, tenant-deleted",
        "suspend,      PENDING, platform-admin, 409, tenant-not-active",
        "purge,        ACTIVE,  platform-admin, 409, tenant-not-deleted",
        "restore,      PURGED,  platform-admin, 409, tenant-purged",
        "PUT,          PURGED,  platform-admin, 409, tenant-purged",
        "PUT,          SUSPENDED, tenant-admin, 403, tenant-suspended",
        "PATCH,        SUSPENDED, tenant-admin, 403, tenant-suspended",
        "PUT config,   SUSPENDED, tenant-admin, 403, tenant-suspended",
        "revoke key,   SUSPENDED, tenant-admin, 403, tenant-suspended",
    })
    void an_If_Match_is_judged_before_the_tenants_status(
            String request, TenantStatus status, String role, int refusal, String code) {
        var tenant = SampleTenant.in(status, api);
        var caller = api.as(Tokens.of(Tokens.with(Tokens.claims(role), "tid", tenant.id())));

        assertRefused(
                tenant.asked(request, caller.with("If-Match", "\"4711\"")),
                412,
                "version-conflict");
        assertRefused(tenant.asked(request, caller.with("If-Match", "*")), refusal, code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "PUT config", "PATCH config"})
    void an_If_Match_tells_a_tenants_people_nothing_of_what_is_not_there_for_them(String request) {
        var tenant = SampleTenant.in(TenantStatus.DELETED, api);
        var own = api.as(Tokens.tenantAdmin(tenant.id())).with("If-Match", "\"4711\"");

        assertRefused(tenant.asked(request, own), 404, "not-found");
    }
}
