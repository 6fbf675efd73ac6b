package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

/** What every refusal must look like. */
final class Refusals {

    private Refusals() {}

    static void assertRefused(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.response().headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(answer.text("detail")).isNotBlank();
        assertThat(answer.text("traceId"))
                .isEqualTo(
                        answer.response().headers().firstValue("X-Correlation-Id").orElseThrow());
        assertThat(answer.response().body())
                .doesNotContain("Exception", "at io.", "java.", "org.", "SELECT");
    }
}
