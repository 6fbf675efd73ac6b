package io.voc.tenancy.examples.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

class WorkTest {

    private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
    private static final String STEP = "provision-telephony";
    private static final String REQUESTED = "io.voc.tenancy.onboarding.step.requested.v1";
    private static final String UNDO = "io.voc.tenancy.onboarding.compensation.requested.v1";

    private final Numbers numbers = new Numbers();
    private final Work work = new Work(STEP, numbers, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void what_is_asked_for_twice_is_done_once_and_answered_twice() {
        var request = request(STEP, "eu-central", NOW.plusSeconds(1));

        var first = work.answer(REQUESTED, request);
        var second = work.answer(REQUESTED, request);

        assertThat(first).isPresent().isEqualTo(second);
        assertThat(first.orElseThrow().path("outcome").asString()).isEqualTo("COMPLETED");
        assertThat(first.orElseThrow().path("attempt").asInt()).isEqualTo(2);
        assertThat(numbers.orders()).containsExactly("onb_1");
    }

    @Test
    void what_nobody_waits_for_any_more_is_left_out() {
        assertThat(work.answer(REQUESTED, request(STEP, "eu-central", NOW))).isEmpty();
        assertThat(numbers.orders()).isEmpty();
    }

    @Test
    void what_was_ordered_is_released_however_late() {
        work.answer(REQUESTED, request(STEP, "eu-central", NOW.plusSeconds(1)));

        var reply = work.answer(UNDO, request(STEP, "eu-central", NOW.minusSeconds(60)));

        assertThat(reply.orElseThrow().path("outcome").asString()).isEqualTo("COMPLETED");
        assertThat(numbers.orders()).isEmpty();
    }

    @Test
    void where_there_are_no_numbers_another_attempt_does_not_help() {
        var reply = work.answer(REQUESTED, request(STEP, "nowhere", NOW.plusSeconds(1)));

        assertThat(reply.orElseThrow().path("code").asString()).isEqualTo("region-not-served");
        assertThat(reply.orElseThrow().path("retryable").asBoolean()).isFalse();
        assertThat(numbers.orders()).isEmpty();
    }

    @Test
    void the_work_of_others_is_left_to_them() {
        var request = request("provision-agents", "eu-central", NOW.plusSeconds(1));

        assertThat(work.answer(REQUESTED, request)).isEmpty();
        assertThat(work.answer("io.voc.tenancy.tenant.activated.v1", "{}")).isEmpty();
        assertThat(numbers.orders()).isEmpty();
    }

    private static String request(String step, String region, Instant dueAt) {
        return """
        {"onboardingId": "onb_1", "step": "%s", "attempt": 2, "region": "%s", "dueAt": "%s"}
        """
                .formatted(step, region, dueAt);
    }
}
