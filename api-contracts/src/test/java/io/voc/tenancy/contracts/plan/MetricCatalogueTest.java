package io.voc.tenancy.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voc.tenancy.contracts.rejection.FieldFault;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.List;

class MetricCatalogueTest {

    private static final Metric MINUTES =
            new Metric("call-minutes", MetricKind.COUNTER, "minute", "Minutes of calls.");
    private static final Metric KEYS =
            new Metric("api-keys", MetricKind.RESOURCE, "key", "API keys.");
    private static final Metric CALLS =
            new Metric("concurrent-calls", MetricKind.CONCURRENCY, "call", "Calls in progress.");

    private final MetricCatalogue catalogue = new MetricCatalogue(List.of(MINUTES, KEYS, CALLS));

    @Test
    void keeps_the_order_of_its_metrics() {
        assertThat(catalogue.metrics()).containsExactly(MINUTES, KEYS, CALLS);
    }

    @Test
    void has_no_metric_twice() {
        assertThatThrownBy(() -> new MetricCatalogue(List.of(KEYS, KEYS)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("api-keys");
    }

    @Test
    void finds_nothing_wrong_with_limits_that_fit() {
        assertThat(
                        catalogue.faultsOf(
                                List.of(
                                        limit("call-minutes", LimitPeriod.DAY),
                                        limit("call-minutes", LimitPeriod.MONTH),
                                        limit("concurrent-calls", null),
                                        limit("api-keys", null))))
                .isEmpty();
    }

    @Test
    void tells_all_that_is_wrong_and_where() {
        assertThat(
                        catalogue.faultsOf(
                                List.of(
                                        limit("dreams", null),
                                        limit("call-minutes", null),
                                        limit("api-keys", LimitPeriod.DAY),
                                        limit("concurrent-calls", null),
                                        limit("concurrent-calls", null))))
                .extracting(FieldFault::pointer)
                .containsExactly(
                        "/limits/0/metric", "/limits/1/period", "/limits/2/period", "/limits/4");
    }

    private static Limit limit(String metric, @Nullable LimitPeriod period) {
        return new Limit(metric, 1, period, Enforcement.HARD, List.of());
    }
}
