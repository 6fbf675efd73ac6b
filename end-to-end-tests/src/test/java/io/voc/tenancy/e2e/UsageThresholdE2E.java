package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

/** Whoever follows the lifecycle stream hears of limits that are reached, once. */
class UsageThresholdE2E {

    private static final String TYPE = "usage.threshold-reached.v1";

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();
    private final Used tenant = Used.tenant(api);

    @Test
    void is_told_once_for_each_part_of_a_limit() {
        api.put(
                tenant.path("/limits"),
                Map.of(
                        "limits",
                        List.of(
                                Map.of(
                                        "metric",
                                        "calls",
                                        "amount",
                                        10,
                                        "period",
                                        "LIFETIME",
                                        "enforcement",
                                        "HARD",
                                        "warnAtPercent",
                                        List.of(50, 80)))));

        AtOnce.all(16, _ -> tenant.consume(1));

        var told = LifecycleStream.of(installation.kafkaBrokers(), tenant.tenantId(), 5);
        assertThat(told.stream().filter(event -> event.type().equals(TYPE)))
                .extracting(event -> event.data().path("percent").asInt())
                .containsExactlyInAnyOrder(50, 80, 100);
    }
}
