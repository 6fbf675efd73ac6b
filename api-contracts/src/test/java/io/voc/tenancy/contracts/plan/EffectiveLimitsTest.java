package io.voc.tenancy.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.plan.EffectiveLimits.GrantBalance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;

class EffectiveLimitsTest {

    private static final String TENANT = "ten_01h455vb4pex5vsknk084sn02q";

    @Test
    void are_the_plans_in_their_order_each_replaced_by_its_override_and_then_the_others() {
        var ofPlan =
                List.of(
                        limit("api-requests", 1, LimitPeriod.MINUTE),
                        limit("api-requests", 2, LimitPeriod.DAY),
                        limit("api-keys", 3, null));
        var own =
                List.of(
                        limit("ai-agents", 7, null),
                        limit("api-requests", 8, LimitPeriod.DAY),
                        limit("api-requests", 9, LimitPeriod.MONTH));

        var limits = of(own, ofPlan, Map.of()).limits();

        assertThat(limits)
                .extracting(limit -> limit.source() + " " + limit.amount())
                .containsExactly("PLAN 1", "OVERRIDE 8", "PLAN 3", "OVERRIDE 7", "OVERRIDE 9");
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 3, 0", "5, 0, 5", "5, 3, 2", "5, 5, 0", "5, 9, 0"})
    void tell_what_is_used_and_how_much_more_there_may_be(long amount, long used, long remaining) {
        var limit =
                of(List.of(), List.of(limit("api-keys", amount, null)), Map.of("api-keys", used))
                        .limits()
                        .getFirst();

        assertThat(limit.used()).isEqualTo(used);
        assertThat(limit.remaining()).isEqualTo(remaining);
    }

    @Test
    void tell_nothing_of_the_use_of_what_nobody_counts() {
        var limits =
                of(
                                List.of(),
                                List.of(
                                        limit("concurrent-calls", 5, null),
                                        limit("call-minutes", 5, LimitPeriod.MONTH)),
                                Map.of("api-keys", 1L))
                        .limits();

        assertThat(limits).extracting(EffectiveLimit::used).containsOnlyNulls();
        assertThat(limits).extracting(EffectiveLimit::remaining).containsOnlyNulls();
    }

    @Test
    void tell_of_grants_where_there_are_any() {
        var none = OverridesView.none(TENANT);
        var grants = List.of(new GrantBalance("calls", 5));

        assertThat(of(List.of(), List.of(), Map.of()).grants()).isNull();
        assertThat(
                        EffectiveLimits.of(
                                        none, "growth", List.of(), new TenantUse(Map.of(), grants))
                                .grants())
                .isEqualTo(grants);
    }

    private static EffectiveLimits of(
            List<Limit> own, List<Limit> ofPlan, Map<String, Long> counts) {
        return EffectiveLimits.of(
                new OverridesView(TENANT, 1, own),
                "growth",
                ofPlan,
                new TenantUse(counts, List.of()));
    }

    private static Limit limit(String metric, long amount, @Nullable LimitPeriod period) {
        return new Limit(metric, amount, period, Enforcement.HARD, List.of());
    }
}
