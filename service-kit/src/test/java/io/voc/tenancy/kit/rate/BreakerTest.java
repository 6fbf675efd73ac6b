package io.voc.tenancy.kit.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class BreakerTest {

    private final Breaker breaker = new Breaker(Duration.ofHours(1));

    @Test
    void does_not_rest_for_a_few_failures() {
        breaker.failed();
        breaker.failed();

        assertThat(breaker.isResting()).isFalse();
        assertThat(breaker.letsThrough()).isTrue();
    }

    @Test
    void rests_after_several_failures_in_a_row() {
        breaker.failed();
        breaker.failed();
        breaker.failed();

        assertThat(breaker.isResting()).isTrue();
        assertThat(breaker.letsThrough()).isFalse();
    }

    @Test
    void does_not_rest_for_failures_with_successes_between_them() {
        for (int i = 0; i < 10; i++) {
            breaker.failed();
            breaker.failed();
            breaker.succeeded();
        }

        assertThat(breaker.isResting()).isFalse();
    }

    @Test
    void rests_at_once_when_all_is_lost() {
        breaker.lost();

        assertThat(breaker.isResting()).isTrue();
        assertThat(breaker.letsThrough()).isFalse();
    }

    @Test
    void lets_one_try_through_in_a_while_and_rests_on_when_that_fails() {
        var impatient = new Breaker(Duration.ofMillis(200));
        impatient.lost();

        await().pollInterval(Duration.ofMillis(1)).until(impatient::letsThrough);
        impatient.failed();

        assertThat(impatient.letsThrough()).isFalse();
        assertThat(impatient.tries()).isEqualTo(1);
    }

    @Test
    void lets_everyone_through_again_after_a_success() {
        breaker.lost();

        breaker.succeeded();
        breaker.failed();

        assertThat(breaker.isResting()).isFalse();
        assertThat(breaker.letsThrough()).isTrue();
        assertThat(breaker.tries()).isZero();
    }
}
