package io.voc.tenancy.benchmarks;

/** Measures a few things that are to be compared with each other. */
interface Benchmark {

    void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception;
}
