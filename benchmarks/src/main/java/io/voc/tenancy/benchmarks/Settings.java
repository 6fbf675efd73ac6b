package io.voc.tenancy.benchmarks;

import java.time.Duration;
import java.util.Map;

/**
 * How long to measure, and on what.
 *
 * @param warmUp how long callers call before it counts
 * @param time how long it counts
 * @param pastEvents how many events the old tenant has
 */
record Settings(Duration warmUp, Duration time, int pastEvents) {

    /** Reads {@code BENCH_WARMUP}, {@code BENCH_SECONDS} and {@code BENCH_PAST_EVENTS}. */
    static Settings of(Map<String, String> environment) {
        return new Settings(
                Duration.ofSeconds(number(environment, "BENCH_WARMUP", 3)),
                Duration.ofSeconds(number(environment, "BENCH_SECONDS", 10)),
                number(environment, "BENCH_PAST_EVENTS", 10_000));
    }

    private static int number(Map<String, String> environment, String name, int byDefault) {
        return Integer.parseInt(environment.getOrDefault(name, String.valueOf(byDefault)));
    }
}
