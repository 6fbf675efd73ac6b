package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.examples.telephony.TelephonyProvisioner;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Kills command nodes at random while many companies are onboarded, some of which change their
 * mind: each comes to an end. With {@code -Pendurance} a thousand of them.
 */
@Tag("separate")
class OnboardingCrashE2E {

    private static final String NODE = "command-side";
    private static final Set<String> ENDS = Set.of("COMPLETED", "COMPENSATED");
    private static final boolean IS_IN_FULL = Boolean.getBoolean("endurance");
    private static final int COMPANIES = IS_IN_FULL ? 1_000 : 12;
    private static final int CLIENTS = 4;
    private static final int FICKLE = 4; // every fourth
    private static final int KILLS = IS_IN_FULL ? 30 : 2;
    private static final Duration PATIENCE = Duration.ofMinutes(IS_IN_FULL ? 30 : 3);

    private final Standalone installation = Standalone.shared();
    private final ConcurrentLinkedQueue<Onboardings> started = new ConcurrentLinkedQueue<>();

    @Test
    void each_comes_to_an_end_whatever_is_killed() throws Exception {
        try (var worker =
                        new TelephonyProvisioner(
                                installation.kafkaBrokers(), "provision-crashing");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread.ofPlatform().daemon().start(worker);
            var starting =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(client -> clients.submit(this::startSome))
                            .toList();
            for (int i = 0; i < KILLS; i++) {
                var enough = COMPANIES * i / KILLS;
                await().atMost(PATIENCE).until(() -> started.size() >= enough);
                kill();
            }
            starting.forEach(AtOnce::result);
            started.forEach(this::assertEnds);
        }
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> installation.inner(NODE).size() == 2);
    }

    private void kill() {
        await().atMost(PATIENCE).until(() -> !installation.inner(NODE).isEmpty());
        installation.kill(NODE);
    }

    private void startSome() {
        for (int i = 0; i < COMPANIES / CLIENTS; i++) {
            var onboarding = start();
            started.add(onboarding);
            if (ThreadLocalRandom.current().nextInt(FICKLE) == 0) {
                tried(() -> onboarding.cancel().status() < 500);
            }
        }
    }

    /** One and only one, however often it has to be asked for. */
    private Onboardings start() {
        var keyed = new Keyed(installation.api());
        var request = Onboardings.request("crashing", Api.anySlug());
        var answer =
                await().atMost(PATIENCE)
                        .pollDelay(Duration.ZERO)
                        .ignoreExceptions()
                        .until(
                                () ->
                                        Optional.of(
                                                        keyed.postUntilAnswered(
                                                                Onboardings.PATH, request))
                                                .filter(it -> it.status() < 500),
                                Optional::isPresent)
                        .orElseThrow();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return new Onboardings(installation.api(), answer.body());
    }

    private static void tried(Callable<Boolean> action) {
        await().atMost(PATIENCE).pollDelay(Duration.ZERO).ignoreExceptions().until(action);
    }

    private void assertEnds(Onboardings onboarding) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ENDS.contains(onboarding.read().path("status").asString()));
        var isCompleted = onboarding.read().path("status").asString().equals("COMPLETED");
        var verified = installation.api().verified(onboarding.keySecret());
        assertThat(verified).isEqualTo(isCompleted ? "VALID" : "NOT_FOUND");
    }
}
