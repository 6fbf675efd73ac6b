package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.e2e.WayToReply.Said;
import io.voc.tenancy.examples.telephony.TelephonyProvisioner;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Onboardings whose external steps are done by workers over Kafka. */
class OnboardingWorkerE2E {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Standalone installation = Standalone.shared();
    private final Api api = installation.api();

    @Test
    void a_worker_does_its_step_and_the_key_is_good_in_the_end() {
        try (var _ = working()) {
            var onboarding = Onboardings.start(api, "worker").await("after-lines", "RUNNING");
            onboarding.await("issue-api-key", "SUCCEEDED");
            assertThat(onboarding.step("provision-lines").path("status").asString())
                    .isEqualTo("SUCCEEDED");
            assertThat(api.verified(onboarding.keySecret())).isEqualTo("TENANT_NOT_ACTIVE");

            onboarding.drive("after-lines", "complete", Map.of());

            onboarding.await("COMPLETED");
            assertThat(api.verified(onboarding.keySecret())).isEqualTo("VALID");
        }
    }

    @Test
    void what_a_worker_can_not_do_is_undone() {
        var slug = Api.anySlug();
        try (var _ = working()) {
            var nowhere = Onboardings.request("worker", slug);
            var company = new HashMap<>(Api.company(slug));
            company.put("region", "nowhere");
            nowhere.put("company", company);
            var onboarding = Onboardings.start(api, nowhere);

            onboarding.await("COMPENSATED");

            assertThat(onboarding.read().path("code").asString()).isEqualTo("region-not-served");
            assertThat(onboarding.step("provision-lines").path("status").asString())
                    .isEqualTo("COMPENSATED");
            assertThat(api.verified(onboarding.keySecret())).isEqualTo("NOT_FOUND");
            Onboardings.start(api, Onboardings.request("standard", slug)).await("COMPLETED");
        }
    }

    @Test
    void what_a_worker_has_done_is_undone_by_it_when_a_later_step_fails() {
        try (var _ = working()) {
            var onboarding = Onboardings.start(api, "worker").await("after-lines", "RUNNING");
            onboarding.drive("after-lines", "fail", Map.of("code", "too-busy"));

            onboarding.await("COMPENSATED");

            assertThat(onboarding.step("provision-lines").path("compensationAttempts").asInt())
                    .isEqualTo(1);
            assertThat(LifecycleStream.soFar(installation.kafkaBrokers(), onboarding.tenantId()))
                    .extracting(LifecycleStream.Received::type)
                    .contains("onboarding.compensation.requested.v1");
        }
    }

    @Test
    void a_reply_that_comes_twice_or_is_none_is_on_record_once_or_not_at_all() {
        var onboarding = OnboardingSamples.waiting(api);
        var replies = new ReplyRecords(installation);
        var id = UUID.randomUUID().toString();
        replies.send(onboarding, Said.done(OnboardingSamples.STEP, 99), id);
        replies.send(onboarding, Said.done(OnboardingSamples.STEP, 99), id);
        replies.send(onboarding.tenantId(), "garbage", UUID.randomUUID().toString());
        replies.send(onboarding, Said.done(OnboardingSamples.STEP, 1));
        replies.send(onboarding, Said.failed(OnboardingSamples.STEP, 1, "no"));

        replies.awaitHeard();

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(onboarding.refusedReplies())
                                .containsExactly("step-attempt-over", "step-not-running"));
        assertThat(onboarding.step("by-hand").path("status").asString()).isEqualTo("SUCCEEDED");
        assertThat(onboarding.step("by-hand").path("attempts").asInt()).isEqualTo(1);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(told(onboarding, "onboarding.reply.refused.v1")).hasSize(2));
    }

    @Test
    void a_request_tells_all_that_a_worker_needs_and_nothing_personal() {
        var onboarding = OnboardingSamples.waiting(api);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(requests(onboarding)).hasSize(2));
        assertThat(requests(onboarding).getFirst().data().propertyNames())
                .containsExactlyInAnyOrder(
                        "tenantId",
                        "onboardingId",
                        "step",
                        "attempt",
                        "dueAt",
                        "workflow",
                        "slug",
                        "region",
                        "plan");
        assertThat(LifecycleStream.soFar(installation.kafkaBrokers(), onboarding.tenantId()))
                .extracting(LifecycleStream.Received::raw)
                .noneMatch(raw -> raw.contains("ops@company.example"))
                .noneMatch(raw -> raw.contains(onboarding.keySecret()));
    }

    private List<LifecycleStream.Received> requests(Onboardings onboarding) {
        return told(onboarding, "onboarding.step.requested.v1");
    }

    private List<LifecycleStream.Received> told(Onboardings onboarding, String type) {
        return LifecycleStream.soFar(installation.kafkaBrokers(), onboarding.tenantId()).stream()
                .filter(event -> event.type().equals(type))
                .toList();
    }

    private TelephonyProvisioner working() {
        var worker = new TelephonyProvisioner(installation.kafkaBrokers(), "provision-lines");
        Thread.ofPlatform().daemon().start(worker);
        return worker;
    }
}
