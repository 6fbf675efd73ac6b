package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;
import io.voc.tenancy.eventstore.log.Appended;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * How long after it was recorded an event is seen by another process, while events come at a steady
 * rate. Recorded times are whole milliseconds, cut off, so the figures are up to 1 ms too high.
 */
final class SeenLatency {

    private static final long NANOS_BETWEEN = Duration.ofSeconds(1).toNanos() / 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<Long, Instant> seen = new ConcurrentHashMap<>();
    private final Part part;
    private final Settings settings;

    SeenLatency(Part part, Settings settings) {
        this.part = part;
        this.settings = settings;
    }

    void measure(Report report) throws Exception {
        try (var appender = new OwnAppender(part)) {
            var follower = startFollower();
            try (var output = follower.inputReader()) {
                awaitReady(output);
                var reader = Thread.ofVirtual().start(() -> output.lines().forEach(this::note));
                append(appender, settings.warmUp());
                var appended = append(appender, settings.time());
                awaitSeen(appended.getLast().position());
                follower.getOutputStream().close();
                reader.join();
                report(appended, report);
            } finally {
                follower.destroyForcibly();
            }
        }
    }

    private Process startFollower() throws IOException {
        var database = part.database();
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LogFollower.class.getName(),
                        database.jdbcUrl(),
                        database.username(),
                        database.password())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void awaitReady(BufferedReader output) throws IOException {
        if (!LogFollower.READY.equals(output.readLine())) {
            throw new IOException("the following process did not start");
        }
    }

    private void note(String line) {
        var space = line.indexOf(' ');
        seen.put(
                Long.valueOf(line.substring(0, space)),
                Instant.EPOCH.plus(Long.parseLong(line.substring(space + 1)), ChronoUnit.MICROS));
    }

    private static List<Appended> append(OwnAppender appender, Duration time) {
        var appending = new ArrayList<CompletableFuture<Appended>>();
        long started = System.nanoTime();
        for (long at = 0; at < time.toNanos(); at += NANOS_BETWEEN) {
            while (System.nanoTime() - started < at) {
                LockSupport.parkNanos(started + at - System.nanoTime());
            }
            appending.add(appender.append());
        }
        return appending.stream().map(CompletableFuture::join).toList();
    }

    private void awaitSeen(long position) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!seen.containsKey(position)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("event " + position + " was not seen");
            }
            Thread.sleep(1);
        }
    }

    private void report(List<Appended> appended, Report report) {
        var latencies = new Latencies();
        for (var event : appended) {
            latencies.add(
                    Duration.between(event.recordedAt(), seen.get(event.position())).toNanos());
        }
        report.add("seen in another process, 1,000 events per second", 1, latencies);
        report.value("seen-p50-ms", latencies.percentile(50));
        report.value("seen-p99-ms", latencies.percentile(99));
    }
}
