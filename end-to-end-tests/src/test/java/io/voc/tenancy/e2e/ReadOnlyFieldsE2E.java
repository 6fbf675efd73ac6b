package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantStatus;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;

/**
 * What was read can be sent back; what can't be changed may come along, but not with other values.
 */
class ReadOnlyFieldsE2E {

    private final Api api = Standalone.shared().api();

    @ParameterizedTest
    @EnumSource(names = {"PENDING", "ACTIVE", "SUSPENDED"})
    void a_tenant_as_it_was_read_is_replaced_by_itself_without_a_new_version(TenantStatus status) {
        var tenant = SampleTenant.in(status, api);
        var read = tenant.read();

        var put = api.put(tenant.path(), read.body());
        var patched = api.patch(tenant.path(), read.body());

        assertThat(put.status()).isEqualTo(200);
        assertThat(put.body()).isEqualTo(read.body());
        assertThat(patched.body()).isEqualTo(read.body());
    }

    @Test
    void a_configuration_as_it_was_read_is_replaced_by_itself_without_a_new_version() {
        var config = "/api/v1/tenants/" + api.registeredTenant() + "/config";
        var agent =
                Map.of(
                        "id", "reception",
                        "name", "Reception",
                        "purpose", "SUPPORT",
                        "enabled", true,
                        "language", "en",
                        "model", Map.of("provider", "example", "name", "fast-1"));
        var first = api.put(config, Map.of("aiAgents", List.of(agent)));
        var read = api.with("Consistency-Token", first.header("Consistency-Token")).get(config);

        assertThat(read.version()).isEqualTo(1);
        assertThat(api.put(config, read.body()).body()).isEqualTo(read.body());
        assertThat(api.patch(config, read.body()).body()).isEqualTo(read.body());
    }

    @Test
    void one_moment_may_be_written_in_another_way() {
        var tenant = SampleTenant.in(TenantStatus.ACTIVE, api);
        var body = (ObjectNode) tenant.state().body().deepCopy();
        body.put("createdAt", tenant.state().text("createdAt").replace("Z", "+00:00"));

        assertThat(api.put(tenant.path(), body).body()).isEqualTo(tenant.state().body());
    }

    @Test
    void all_that_can_not_be_changed_is_told_at_once() {
        var tenant = SampleTenant.in(TenantStatus.SUSPENDED, api);
        var body = (ObjectNode) tenant.state().body().deepCopy();
        body.put("id", "ten_00000000000000000000000000");
        body.put("slug", "another-slug");
        body.put("region", "mars");
        body.put("plan", "growth");
        body.put("status", "ACTIVE");
        body.put("statusReason", "none");
        body.put("version", 1);
        body.put("createdAt", "2020-01-01T00:00:00Z");
        body.put("updatedAt", "2020-01-01T00:00:00Z");
        body.put("deletedAt", "2020-01-01T00:00:00Z");
        body.put("purgeAfter", "2020-01-01T00:00:00Z");

        for (var answer : List.of(api.put(tenant.path(), body), api.patch(tenant.path(), body))) {
            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.pointers())
                    .containsExactlyInAnyOrder(
                            "/id",
                            "/slug",
                            "/region",
                            "/plan",
                            "/status",
                            "/statusReason",
                            "/version",
                            "/createdAt",
                            "/updatedAt",
                            "/deletedAt",
                            "/purgeAfter");
        }
        assertThat(tenant.read().body()).isEqualTo(tenant.state().body());
    }

    @Test
    void of_a_configuration_too() {
        var config = "/api/v1/tenants/" + api.registeredTenant() + "/config";
        var changed =
                Map.of("tenantId", "another", "version", 4711, "updatedAt", "2020-01-01T00:00:00Z");

        for (var answer : List.of(api.put(config, changed), api.patch(config, changed))) {
            assertRefused(answer, 400, "validation-failed");
            assertThat(answer.pointers())
                    .containsExactlyInAnyOrder("/tenantId", "/version", "/updatedAt");
        }
    }

    @Test
    void what_another_has_changed_meanwhile_is_not_overwritten_with_what_was_read_before() {
        var tenant = SampleTenant.in(TenantStatus.ACTIVE, api);
        api.patch(tenant.path(), Map.of("name", "Another's"));

        var answer = api.put(tenant.path(), tenant.state().body());

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsExactlyInAnyOrder("/version", "/updatedAt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    version   | "1"
                    createdAt | "yesterday"
                    slug      | null
                    id        | {}
                    """)
    void not_even_the_form_of_what_can_not_be_changed_may_be_another(String field, String value) {
        var tenant = SampleTenant.in(TenantStatus.ACTIVE, api);
        var body = (ObjectNode) tenant.state().body().deepCopy();
        body.set(field, JsonMapper.shared().readTree(value));

        var answer = api.put(tenant.path(), body);

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsExactly("/" + field);
    }
}
