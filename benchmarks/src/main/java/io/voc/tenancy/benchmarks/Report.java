package io.voc.tenancy.benchmarks;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells each figure on standard error as it comes, and at the end all of them as a table with lines
 * for scripts.
 */
final class Report {

    private static final String ROW = "%-52s %8s %14s %10s %10s%n";

    private final List<Measured> measured = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();

    private record Measured(String what, int callers, double perSecond, double p50, double p99) {}

    void progress(String what) {
        System.err.println(what);
    }

    void add(String what, int callers, Load.Result result) {
        var latencies = result.latencies();
        add(
                new Measured(
                        what,
                        callers,
                        result.perSecond(),
                        latencies.percentile(50),
                        latencies.percentile(99)));
    }

    /** A rate without latencies. */
    void add(String what, int callers, double perSecond) {
        add(new Measured(what, callers, perSecond, Double.NaN, Double.NaN));
    }

    /** Latencies without a rate. */
    void add(String what, int callers, Latencies latencies) {
        add(
                new Measured(
                        what,
                        callers,
                        Double.NaN,
                        latencies.percentile(50),
                        latencies.percentile(99)));
    }

    /** The rate that was added under this name. */
    double perSecond(String what, int callers) {
        return measured.stream()
                .filter(row -> row.what().equals(what) && row.callers() == callers)
                .mapToDouble(Measured::perSecond)
                .findFirst()
                .orElse(Double.NaN);
    }

    void ratio(String name, double ours, double theirs) {
        lines.add(line("ratio", name, ours / theirs));
    }

    void value(String name, double value) {
        lines.add(line("value", name, value));
    }

    void print(PrintStream out) {
        out.printf(ROW, "", "callers", "per second", "p50 ms", "p99 ms");
        measured.forEach(row -> out.print(text(row)));
        out.println();
        lines.forEach(out::println);
    }

    private void add(Measured row) {
        measured.add(row);
        System.err.print(text(row));
    }

    private static String text(Measured row) {
        return ROW.formatted(
                row.what(),
                row.callers(),
                number("%,.0f", row.perSecond()),
                number("%.2f", row.p50()),
                number("%.2f", row.p99()));
    }

    private static String line(String kind, String name, double value) {
        return "%s %s %s".formatted(kind, name, number("%.2f", value));
    }

    private static String number(String format, double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
    }
}
