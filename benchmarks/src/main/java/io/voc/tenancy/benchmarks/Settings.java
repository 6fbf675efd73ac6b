package io.voc.tenancy.benchmarks;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How long to measure, and on what.
 *
 * @param warmUp how long callers call before it counts
 * @param time how long it counts
 * @param pastEvents how many events the old tenant has
 * @param tenants how many are stored for look-ups
 * @param events how many the log has from which the lifecycle stream is made
 * @param parts what to measure; everything when empty
 */
record Settings(
        Duration warmUp,
        Duration time,
        int pastEvents,
        int tenants,
        int events,
        Set<String> parts) {

    /**
     * Reads {@code BENCH_WARMUP}, {@code BENCH_SECONDS}, {@code BENCH_PAST_EVENTS}, {@code
     * BENCH_TENANTS}, {@code BENCH_EVENTS} and {@code BENCH_PARTS}.
     */
    static Settings of(Map<String, String> environment) {
        return new Settings(
                Duration.ofSeconds(number(environment, "BENCH_WARMUP", 3)),
                Duration.ofSeconds(number(environment, "BENCH_SECONDS", 10)),
                number(environment, "BENCH_PAST_EVENTS", 10_000),
                number(environment, "BENCH_TENANTS", 100_000),
                number(environment, "BENCH_EVENTS", 1_000_000),
                names(environment.getOrDefault("BENCH_PARTS", "")));
    }

    boolean wants(String part) {
        return parts.isEmpty() || parts.contains(part);
    }

    private static Set<String> names(String list) {
        return list.isEmpty() ? Set.of() : Set.of(list.split(",", -1));
    }

    private static int number(Map<String, String> environment, String name, int byDefault) {
        return Integer.parseInt(environment.getOrDefault(name, String.valueOf(byDefault)));
    }
}
