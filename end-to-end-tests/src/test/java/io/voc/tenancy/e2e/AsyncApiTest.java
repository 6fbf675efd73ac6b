package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import tools.jackson.databind.json.JsonMapper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The harness itself sees what is wrong with a record. */
class AsyncApiTest {

    private static final String TENANT = "ten_01m83gn9qdfx8t0tg0z6pmakeg";

    private final Map<String, String> headers =
            new HashMap<>(
                    Map.of(
                            "content-type", "application/json",
                            "ce_specversion", "1.0",
                            "ce_id", "47d75a94-78d9-48cf-be67-dd496e4947a5",
                            "ce_source", "urn:voc:tenancy",
                            "ce_type", "io.voc.tenancy.configuration.changed.v1",
                            "ce_subject", TENANT,
                            "ce_time", "2026-11-23T06:14:28.349Z",
                            "ce_sequence", "2",
                            "ce_position", "6"));

    @Test
    void a_record_as_documented_has_no_fault() {
        assertThat(faultsOf(TENANT, "{\"tenantId\": \"%s\", \"version\": 1}")).isEmpty();
    }

    @Test
    void a_missing_or_wrong_header_is_one() {
        headers.remove("ce_id");
        headers.put("ce_time", "yesterday");

        assertThat(faultsOf(TENANT, "{\"tenantId\": \"%s\", \"version\": 1}")).hasSize(2);
    }

    @Test
    void a_missing_or_wrong_field_is_one() {
        assertThat(faultsOf(TENANT, "{\"tenantId\": \"%s\"}")).hasSize(1);
        assertThat(faultsOf(TENANT, "{\"tenantId\": \"%s\", \"version\": 0}")).hasSize(1);
    }

    @Test
    void a_key_that_is_not_the_tenant_is_one() {
        assertThat(faultsOf("ten_other", "{\"tenantId\": \"%s\", \"version\": 1}"))
                .containsExactly("key, ce_subject and what the data are about differ");
    }

    @Test
    void a_type_that_is_not_documented_is_one() {
        headers.put("ce_type", "io.voc.tenancy.tenant.promoted.v1");

        assertThat(faultsOf(TENANT, "{\"tenantId\": \"%s\"}"))
                .containsExactly("the type io.voc.tenancy.tenant.promoted.v1 is not documented");
    }

    private List<String> faultsOf(String key, String data) {
        var json = data.formatted(TENANT);
        return AsyncApi.faultsOf(
                new LifecycleStream.Received(
                        key, headers, JsonMapper.shared().readTree(json), json));
    }
}
