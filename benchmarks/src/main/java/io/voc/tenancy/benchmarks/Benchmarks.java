package io.voc.tenancy.benchmarks;

import java.util.Map;
import java.util.TreeMap;

/** Runs the benchmark that is named on the command line. */
public final class Benchmarks {

    private static final Map<String, Benchmark> KNOWN =
            new TreeMap<>(
                    Map.of(
                            "edge", EdgeBenchmark::run,
                            "event-store", EventStoreBenchmark::run,
                            "lookup", LookupBenchmark::run,
                            "paging", PagingBenchmark::run,
                            "plan", PlanBenchmark::run,
                            "quota", QuotaBenchmark::run,
                            "stream", StreamBenchmark::run,
                            "verify", VerifyBenchmark::run,
                            "visibility", VisibilityBenchmark::run));

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        var benchmark = arguments.length == 1 ? KNOWN.get(arguments[0]) : null;
        if (benchmark == null) {
            System.err.println("usage: run BENCHMARK, one of " + String.join(", ", KNOWN.keySet()));
            System.exit(2);
        } else {
            measure(benchmark);
            System.exit(0); // whatever threads a measured part has left behind
        }
    }

    private static void measure(Benchmark benchmark) throws Exception {
        var report = new Report();
        try (var server = BenchmarkDatabase.start()) {
            benchmark.run(server, Settings.of(System.getenv()), report);
        }
        report.print(System.out);
    }
}
