package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.Refusals.assertRefused;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

/** What is wrong with a request's query and headers is told at once. */
class RefusedParametersE2E {

    private final Api api = Standalone.shared().api();

    @Test
    void of_a_list_are_named_with_every_fault() {
        var answer =
                api.with("Consistency-Token", "x")
                        .get(
                                "/api/v1/tenants?pageSize=501&status=SLEEPING&sort=colour&plan="
                                        + "&createdFrom=yesterday&createdBefore=2026-13-01T00:00:00Z"
                                        + "&text=a&text=b&colour=blue&pageToken=");

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers())
                .containsExactlyInAnyOrder(
                        "Consistency-Token",
                        "pageSize",
                        "status",
                        "sort",
                        "plan",
                        "createdFrom",
                        "createdBefore",
                        "text",
                        "colour",
                        "pageToken");
    }

    @Test
    void of_a_write_are_named_with_every_fault() {
        var id = api.registeredTenant();

        var answer =
                api.with("If-Match", "1")
                        .with("Idempotency-Key", "k".repeat(256))
                        .post("/api/v1/tenants/" + id + "/suspend?force=true", Map.of());

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers())
                .containsExactlyInAnyOrder("If-Match", "Idempotency-Key", "force");
        assertThat(api.get("/api/v1/tenants/" + id).text("status")).isEqualTo("ACTIVE");
    }

    @ParameterizedTest
    @CsvSource({
        "Idempotency-Key, ''",
        "Consistency-Token, ''",
        "Consistency-Token, -1",
        "Consistency-Token, 1.5",
        "Consistency-Token, 1234567890123456789",
    })
    void are_refused_wherever_they_are_malformed(String header, String value) {
        var caller = api.with(header, value);

        var answer =
                header.startsWith("Idem")
                        ? caller.post("/api/v1/tenants", Api.company(Api.anySlug()))
                        : caller.get("/api/v1/tenants");

        assertRefused(answer, 400, "validation-failed");
        assertThat(answer.pointers()).containsOnly(header);
    }
}
