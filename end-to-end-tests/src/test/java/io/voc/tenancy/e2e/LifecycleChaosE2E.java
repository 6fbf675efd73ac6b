package io.voc.tenancy.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The broker goes and comes back, and what writes is killed meanwhile: the stream tells all that
 * was committed, in order, and nothing else. With {@code -Pendurance} ten minutes of it.
 */
@OwnInstallation
class LifecycleChaosE2E {

    private static final boolean IS_IN_FULL = Boolean.getBoolean("endurance");
    private static final int ROUNDS = IS_IN_FULL ? 10 : 3;
    private static final Duration ROUND = Duration.ofSeconds(IS_IN_FULL ? 60 : 1);
    private static final Duration BACK_OFF = Duration.ofMillis(50);
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final int TENANTS = 20;
    private static final int WRITERS = 4;
    private static final int WRITES_AT_LEAST = 40;

    private final AtomicLong written = new AtomicLong();
    private final AtomicBoolean isOver = new AtomicBoolean();

    @Test
    void whatever_goes_and_comes_back_the_stream_tells_what_was_committed_and_nothing_else()
            throws Exception {
        try (var servers = new OwnServers();
                var installation = Standalone.on(servers.environment())) {
            installation.start();
            try (var threads = Executors.newFixedThreadPool(WRITERS)) {
                var writers = startWriting(installation.api(), threads);
                try {
                    for (int round = 1; round <= ROUNDS; round++) {
                        disturb(servers, installation, round);
                    }
                } finally {
                    isOver.set(true);
                }
                for (var writer : writers) {
                    writer.get();
                }
            }
            await().atMost(RECOVERY)
                    .untilAsserted(() ->
                            assertThat(told(servers.brokers())).isEqualTo(committed(servers)));
            assertThat(servers.log()).hasSizeGreaterThanOrEqualTo((int) written.get());
        }
    }

    private void disturb(OwnServers servers, Standalone installation, int round) throws Exception {
        servers.withoutKafka(() -> {
            awaitWrites(ROUND.dividedBy(3));
            kill(installation, round);
            awaitWrites(ROUND.dividedBy(3));
        });
        awaitWrites(ROUND.dividedBy(3));
    }

    /** One node of two; all that there is in the last round, or in each. */
    private static void kill(Standalone installation, int round) throws InterruptedException {
        if (Standalone.IS_SEPARATE) {
            await().atMost(RECOVERY).until(() -> !installation.inner("command-side").isEmpty());
            installation.kill("command-side");
        } else if (IS_IN_FULL || round == ROUNDS) {
            installation.kill();
            installation.start();
        }
    }

    /** So long, and until some writes have come through. */
    private void awaitWrites(Duration time) {
        var enough = written.get() + WRITES_AT_LEAST;
        var end = System.nanoTime() + time.toNanos();
        await().atMost(RECOVERY).until(() -> written.get() >= enough && System.nanoTime() >= end);
    }

    private List<Future<?>> startWriting(Api api, ExecutorService threads) {
        var tenants = Stream.generate(api::registeredTenant).limit(TENANTS).toList();
        var writers = new ArrayList<Future<?>>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(threads.submit(() -> write(api, tenants)));
        }
        return writers;
    }

    private void write(Api api, List<String> tenants) {
        while (!isOver.get()) {
            var tenant = tenants.get(ThreadLocalRandom.current().nextInt(TENANTS));
            if (isRenamed(api, tenant)) {
                written.incrementAndGet();
            } else {
                LockSupport.parkNanos(BACK_OFF.toNanos());
            }
        }
    }

    /** It may be refused or broken off: then nobody knows whether it was committed. */
    private boolean isRenamed(Api api, String tenant) {
        var profile =
                Map.of("name", "Name " + written.get(), "contactEmail", "ops@company.example");
        try {
            return api.put("/api/v1/tenants/" + tenant, profile).status() == 200;
        } catch (RuntimeException _) {
            return false;
        }
    }

    private static Map<String, List<String>> committed(OwnServers servers) {
        var events = new TreeMap<String, List<String>>();
        servers.log()
                .forEach(event ->
                        events.computeIfAbsent(event.subject(), _ -> new ArrayList<>())
                                .add(event.id()));
        return events;
    }

    /** The first occurrences. */
    private static Map<String, List<String>> told(String brokers) {
        var ids = new TreeMap<String, LinkedHashSet<String>>();
        LifecycleStream.soFar(brokers)
                .forEach(event ->
                        ids.computeIfAbsent(event.key(), _ -> new LinkedHashSet<>())
                                .add(event.id()));
        var events = new TreeMap<String, List<String>>();
        ids.forEach((subject, those) -> events.put(subject, List.copyOf(those)));
        return events;
    }
}
