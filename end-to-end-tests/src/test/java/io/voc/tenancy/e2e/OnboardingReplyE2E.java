package io.voc.tenancy.e2e;

import static io.voc.tenancy.e2e.WayToReply.ACCEPTED;
import static io.voc.tenancy.e2e.WayToReply.Said.done;
import static io.voc.tenancy.e2e.WayToReply.Said.failed;
import static io.voc.tenancy.e2e.WayToReply.Said.failedForGood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import tools.jackson.databind.json.JsonMapper;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What comes of replies that tell of failures, or that are wrong or late, by whichever way. */
class OnboardingReplyE2E {

    private static final String STEP = OnboardingSamples.STEP;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();

    @ParameterizedTest
    @EnumSource
    void a_failure_that_may_pass_is_tried_again(WayToReply way) {
        var onboarding = Onboardings.start(api, "undone-by-hand").await("undone", "RUNNING");

        assertThat(way.say(onboarding, failed("undone", 1, "no-luck"))).isEqualTo(ACCEPTED);

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(attemptsAskedFor(onboarding, "undone")).containsExactly(1, 2));
        assertThat(way.say(onboarding, done("undone", 2))).isEqualTo(ACCEPTED);
        onboarding.await("undone", "SUCCEEDED");
        assertThat(onboarding.step("undone").path("attempts").asInt()).isEqualTo(2);
        assertThat(way.say(onboarding, done("undone-too", 1))).isEqualTo(ACCEPTED);
        onboarding.await("COMPLETED");
    }

    @ParameterizedTest
    @EnumSource
    void a_failure_for_good_undoes_everything(WayToReply way) {
        var slug = Api.anySlug();
        var onboarding =
                Onboardings.start(api, Onboardings.request("undone-by-hand", slug))
                        .await("undone", "RUNNING");

        way.say(onboarding, failedForGood("undone", 1, "no-numbers-left"));

        onboarding.await("undone", "RUNNING");
        assertThat(way.say(onboarding, failed("undone", 2, "not-yet"))).isEqualTo(ACCEPTED);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(onboarding.step("undone").path("compensationAttempts").asInt())
                                .isEqualTo(2));
        assertThat(way.say(onboarding, done("undone", 3))).isEqualTo(ACCEPTED);
        onboarding.await("COMPENSATED");
        assertThat(onboarding.read().path("code").asString()).isEqualTo("no-numbers-left");
        assertThat(onboarding.step("undone").path("status").asString()).isEqualTo("COMPENSATED");
        assertThat(api.post("/api/v1/tenants", Api.company(slug)).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_wrong_is_refused_and_changes_nothing(WayToReply way) {
        var onboarding = OnboardingSamples.waiting(api);

        assertThat(way.say(onboarding, done("other", 1))).isEqualTo("not-found");
        assertThat(way.say(onboarding, done("verify", 1))).isEqualTo("step-not-external");
        assertThat(way.say(onboarding, done(STEP, 2))).isEqualTo("step-attempt-over");
        assertThat(way.say(onboarding, failedForGood(STEP, 99, "no")))
                .isEqualTo("step-attempt-over");

        assertThat(onboarding.read().path("status").asString()).isEqualTo("RUNNING");
        assertThat(onboarding.step(STEP).path("status").asString()).isEqualTo("RUNNING");
        assertOnRecord(
                onboarding,
                way,
                "not-found",
                "step-not-external",
                "step-attempt-over",
                "step-attempt-over");
    }

    /** There is nothing on whose record it could be; what comes by Kafka is counted. */
    @ParameterizedTest
    @EnumSource
    void about_an_unknown_onboarding_it_has_no_effect(WayToReply way) {
        var nobody =
                JsonMapper.shared()
                        .valueToTree(
                                Map.of(
                                        "id",
                                        "onb_01h455vb4pex5vsknk084sn02q",
                                        "tenantId",
                                        "ten_01h455vb4pex5vsknk084sn02q"));

        var code = way.say(new Onboardings(api, nobody), done(STEP, 1));

        assertThat(code).isEqualTo(way == WayToReply.KAFKA ? ACCEPTED : "not-found");
        assertThat(api.get(Onboardings.PATH + "/onb_01h455vb4pex5vsknk084sn02q").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource
    void after_a_time_out_it_is_too_late(WayToReply way) {
        var onboarding = Onboardings.start(api, "late").await("late", "TIMED_OUT");

        assertThat(way.say(onboarding, done("late", 1))).isEqualTo("step-not-running");
        onboarding.drive("late", "retry", Map.of("reason", "Again"));
        assertThat(way.say(onboarding, done("late", 1))).isEqualTo("step-attempt-over");

        assertOnRecord(onboarding, way, "step-not-running", "step-attempt-over");
        assertThat(onboarding.step("late").path("status").asString()).isIn("RUNNING", "TIMED_OUT");
        onboarding.await("late", "TIMED_OUT");
        onboarding.drive("late", "skip", Map.of("reason", "A sample"));
        onboarding.await("COMPLETED");
    }

    @ParameterizedTest
    @EnumSource
    void after_the_end_it_is_too_late(WayToReply way) {
        var cancelled = OnboardingSamples.waiting(api);
        cancelled.cancel();
        cancelled.await("COMPENSATED");
        var completed = OnboardingSamples.waiting(api);
        OnboardingSamples.end(completed, "cancelOnboarding");

        assertThat(way.say(cancelled, done(STEP, 1))).isEqualTo("onboarding-over");
        assertThat(way.say(completed, failedForGood(STEP, 1, "no"))).isEqualTo("onboarding-over");

        assertOnRecord(cancelled, way, "onboarding-over");
        assertOnRecord(completed, way, "onboarding-over");
        assertThat(cancelled.read().path("status").asString()).isEqualTo("COMPENSATED");
        assertThat(completed.read().path("status").asString()).isEqualTo("COMPLETED");
    }

    @ParameterizedTest
    @EnumSource
    void what_is_said_twice_counts_once_and_the_contrary_is_refused(WayToReply way) {
        var onboarding = OnboardingSamples.waiting(api);

        assertThat(way.say(onboarding, done(STEP, 1))).isEqualTo(ACCEPTED);
        assertThat(way.say(onboarding, done(STEP, 1))).isEqualTo(ACCEPTED);
        assertThat(way.say(onboarding, failed(STEP, 1, "no"))).isEqualTo("step-not-running");

        assertOnRecord(onboarding, way, "step-not-running");
        assertThat(
                        new Database(installation)
                                .texts(
                                        "SELECT payload ->> 'step' FROM event_store.readable_event"
                                                + " WHERE tenant_id = ?"
                                                + " AND type = 'onboarding.step-succeeded'",
                                        onboarding.tenantId()))
                .containsOnlyOnce(STEP);
    }

    /** A caller has been answered; what was refused to a record is in the onboarding's log. */
    private static void assertOnRecord(Onboardings onboarding, WayToReply way, String... codes) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(onboarding.refusedReplies())
                                .containsExactly(way == WayToReply.KAFKA ? codes : new String[0]));
    }

    private List<Integer> attemptsAskedFor(Onboardings onboarding, String step) {
        return LifecycleStream.soFar(installation.kafkaBrokers(), onboarding.tenantId()).stream()
                .filter(event -> event.type().equals("onboarding.step.requested.v1"))
                .filter(event -> event.data().path("step").asString().equals(step))
                .map(event -> event.data().path("attempt").asInt())
                .distinct()
                .toList();
    }
}
