package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import static java.util.concurrent.Future.State.FAILED;

import io.voc.tenancy.examples.telephony.TelephonyProvisioner;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Kills command nodes at random while many companies are onboarded, some of which change their
 * mind: each comes to its end, with one of everything or with nothing. With {@code -Pendurance} a
 * thousand of them.
 */
@Tag("separate")
class OnboardingCrashE2E {

    private static final String NODE = "command-side";
    private static final boolean IS_IN_FULL = Boolean.getBoolean("endurance");
    private static final int COMPANIES = IS_IN_FULL ? 1_000 : 12;
    private static final int CLIENTS = 4;
    private static final int FICKLE = 4; // every fourth
    private static final int KILLS = IS_IN_FULL ? 30 : 2;
    private static final int KILLS_AFTER_THE_LAST_START = IS_IN_FULL ? 5 : 1;
    private static final Duration PATIENCE = Duration.ofMinutes(IS_IN_FULL ? 30 : 3);

    private final Standalone installation = Standalone.shared();
    private final String prefix = Api.anySlug();
    private final ConcurrentLinkedQueue<Onboardings> started = new ConcurrentLinkedQueue<>();
    private final Set<String> cancelled = ConcurrentHashMap.newKeySet();
    private final OnboardingBooks books = new OnboardingBooks(installation, prefix);

    @Test
    void each_comes_to_its_end_whatever_is_killed() throws Exception {
        var begin = Instant.now();
        try (var worker =
                        new TelephonyProvisioner(
                                installation.kafkaBrokers(), "provision-crashing");
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            Thread.ofPlatform().daemon().start(worker);
            var starting =
                    IntStream.range(0, CLIENTS)
                            .mapToObj(client -> clients.submit(() -> startSome(client)))
                            .toList();
            killWhileTheyStart(() -> starting.stream().anyMatch(it -> it.state() == FAILED));
            starting.forEach(AtOnce::result);
            for (int i = 0; i < KILLS_AFTER_THE_LAST_START; i++) {
                kill();
            }
            awaitEnds();
            var took = Duration.between(begin, Instant.now());

            assertThat(books.ended("COMPENSATED")).isEqualTo(cancelled);
            assertThat(books.ended("COMPLETED")).isEqualTo(ids(completed()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(worker.ordered()).isEqualTo(ids(completed())));
            tell(took);
        }
        books.assertWhatIsThere(completed());
        books.assertWhatIsGone(given(true));
        books.assertEachStepWasAskedForAndTookEffectOnce(List.copyOf(started), completed());
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> installation.inner(NODE).size() == 2);
    }

    /** At a random moment of each share of the companies. */
    private void killWhileTheyStart(BooleanSupplier isInVain) {
        int share = COMPANIES / KILLS;
        for (int i = 0; i < KILLS; i++) {
            var enough = share * i + ThreadLocalRandom.current().nextInt(share);
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> started.size() >= enough || isInVain.getAsBoolean());
            kill();
        }
    }

    /** One of the nodes, which may be the last that runs. */
    private void kill() {
        await().atMost(PATIENCE).until(() -> !installation.inner(NODE).isEmpty());
        installation.killAny(NODE);
    }

    private void startSome(int client) {
        for (int i = 0; i < COMPANIES / CLIENTS; i++) {
            var onboarding = start(prefix + "-" + client + "-" + i);
            if (ThreadLocalRandom.current().nextInt(FICKLE) == 0) {
                cancel(onboarding);
            }
            started.add(onboarding);
        }
    }

    /** One and only one, however often it has to be asked for. */
    private Onboardings start(String slug) {
        var keyed = new Keyed(installation.api());
        var request = Onboardings.request("crashing", slug);
        request.put("configuration", SampleTenant.withAnAgent());
        var answer = answered(() -> keyed.postUntilAnswered(Onboardings.PATH, request));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        return new Onboardings(installation.api(), answer.body());
    }

    /** What is completed can't be cancelled any more. */
    private void cancel(Onboardings onboarding) {
        var answer = answered(onboarding::cancel);
        if (answer.status() == 200) {
            cancelled.add(onboarding.id());
        } else {
            assertThat(answer.code()).as(answer.toString()).isEqualTo("onboarding-over");
        }
    }

    private static Api.Answer answered(Callable<Api.Answer> request) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .ignoreExceptions()
                .until(
                        () -> Optional.of(request.call()).filter(it -> it.status() < 500),
                        Optional::isPresent)
                .orElseThrow();
    }

    private void awaitEnds() {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() ->
                        books.ended("COMPLETED").size() + books.ended("COMPENSATED").size()
                                >= started.size());
        assertThat(books.ended("RUNNING")).isEmpty();
        assertThat(books.ended("COMPENSATING")).isEmpty();
    }

    private List<Onboardings> completed() {
        return given(false);
    }

    private List<Onboardings> given(boolean up) {
        return started.stream().filter(it -> cancelled.contains(it.id()) == up).toList();
    }

    private static Set<String> ids(List<Onboardings> onboardings) {
        return Set.copyOf(onboardings.stream().map(Onboardings::id).toList());
    }

    private void tell(Duration took) {
        System.out.printf(
                "%d onboardings, %d kills: %d completed, %d compensated, in %d s%n",
                started.size(),
                KILLS + KILLS_AFTER_THE_LAST_START,
                completed().size(),
                cancelled.size(),
                took.toSeconds());
        var attempts = new ArrayList<>(books.attempts());
        attempts.sort(null);
        System.out.printf(
                "attempts at the external step: %d in all, %d at most of one onboarding%n",
                attempts.stream().mapToLong(it -> it).sum(), attempts.getLast());
    }
}
