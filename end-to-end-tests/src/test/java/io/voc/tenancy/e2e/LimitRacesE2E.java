package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.SamplePlan.created;
import static io.voc.tenancy.e2e.SamplePlan.keys;
import static io.voc.tenancy.e2e.SamplePlan.tenantOn;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What grows under limits that move, told by the answers alone: each accepted write has its place
 * in the log, its consistency token, and there it must have been within the limit in force.
 */
class LimitRacesE2E {

    private static final int TAKERS = 6;
    private static final int CHANGES = 20;
    private static final int TRIES_BETWEEN_CHANGES = 6;

    private final Api api = Standalone.shared().api();
    private final String plan = created(api, keys(4));
    private final String tenant = tenantOn(api, plan);
    private final String keyPath = "/api/v1/tenants/" + tenant + "/api-keys";
    private final Semaphore tries = new Semaphore(0);
    private final AtomicInteger changing = new AtomicInteger(2);
    private final AtomicInteger refused = new AtomicInteger();

    /** A write that was accepted. */
    sealed interface Step {
        long position();
    }

    private record PlanSays(long position, long amount) implements Step {}

    private record OverrideSays(long position, @Nullable Long amount) implements Step {}

    private record KeyTaken(long position) implements Step {}

    private record KeyGone(long position) implements Step {}

    @Test
    void no_tenant_ever_gets_past_the_limit_in_force_when_it_gets_something() {
        var steps =
                AtOnce.all(
                                TAKERS + 2,
                                number ->
                                        switch (number) {
                                            case 0 -> movePlan();
                                            case 1 -> moveOverride();
                                            default -> take();
                                        })
                        .stream()
                        .flatMap(List::stream)
                        .sorted(Comparator.comparingLong(Step::position))
                        .toList();

        assertThat(steps).extracting(Step::position).doesNotHaveDuplicates();
        assertThat(refused.get()).as("met a limit").isPositive();
        assertThat(limitsMet(steps)).as("limits under which something grew").hasSizeGreaterThan(3);
    }

    private List<Step> movePlan() {
        var steps = new ArrayList<Step>();
        for (int i = 1; i <= CHANGES; i++) {
            var amount = 1 + i * 5 % 7;
            var answer = api.put("/api/v1/plans/" + plan, Map.of("limits", List.of(keys(amount))));
            steps.add(new PlanSays(position(answer, 200), amount));
            awaitTries();
        }
        changing.decrementAndGet();
        return steps;
    }

    /** Every third time there is none. */
    private List<Step> moveOverride() {
        var steps = new ArrayList<Step>();
        for (int i = 1; i <= CHANGES; i++) {
            var amount = i % 3 == 0 ? null : Long.valueOf(i * 4 % 9);
            var limits = amount == null ? List.of() : List.of(keys(amount.intValue()));
            var answer = api.put("/api/v1/tenants/" + tenant + "/limits", Map.of("limits", limits));
            steps.add(new OverrideSays(position(answer, 200), amount));
            awaitTries();
        }
        changing.decrementAndGet();
        return steps;
    }

    /** Takes a key after the other, and gives one back whenever there is no more. */
    private List<Step> take() {
        var steps = new ArrayList<Step>();
        var own = new ArrayDeque<String>();
        while (changing.get() > 0) {
            var answer =
                    api.post(keyPath, Map.of("name", "A key", "scopes", List.of("config:read")));
            if (answer.status() == 201) {
                steps.add(new KeyTaken(position(answer, 201)));
                own.add(answer.text("id"));
            } else {
                assertThat(answer.code()).isEqualTo("limit-reached");
                refused.incrementAndGet();
                if (!own.isEmpty()) {
                    var gone = api.delete(keyPath + "/" + own.remove());
                    steps.add(new KeyGone(position(gone, 200)));
                }
            }
            tries.release();
        }
        return steps;
    }

    private void awaitTries() {
        try {
            assertThat(tries.tryAcquire(TRIES_BETWEEN_CHANGES, 1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Follows the log, and tells under which limits something grew. */
    private static Set<Long> limitsMet(List<Step> steps) {
        var met = new HashSet<Long>();
        var ofPlan = 4L;
        Long override = null;
        var count = 0L;
        for (var step : steps) {
            switch (step) {
                case PlanSays(long _, long amount) -> ofPlan = amount;
                case OverrideSays(long _, Long amount) -> override = amount;
                case KeyGone _ -> count--;
                case KeyTaken(long position) -> {
                    var limit = override == null ? ofPlan : override;
                    assertThat(++count)
                            .as("keys at position %d", position)
                            .isLessThanOrEqualTo(limit);
                    met.add(limit);
                }
            }
        }
        return met;
    }

    private static long position(Api.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        return Long.parseLong(ReadsAfter.token(answer));
    }
}
