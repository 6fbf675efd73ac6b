package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pages of few and of many tenants: a list's page must not take longer because the list is long.
 * Two query sides run side by side and are asked in turn, so that both see the same machine.
 */
final class PagingBenchmark {

    private static final int FEW = 1_000;
    private static final int MANY = 100_000;
    private static final String LIST = "/api/v1/tenants?";

    /** Of the tenant with the number 500, and of no other. */
    private static final String RARE_TEXT = "cee631121c2ec923";

    private static final Map<String, String> FIRST_PAGES = new LinkedHashMap<>();

    static {
        FIRST_PAGES.put("created", "sort=createdAt");
        FIRST_PAGES.put("created-descending", "sort=-createdAt");
        FIRST_PAGES.put("name", "sort=name");
        FIRST_PAGES.put("name-descending", "sort=-name");
        FIRST_PAGES.put("status", "status=SUSPENDED");
        FIRST_PAGES.put("status-name", "status=SUSPENDED&sort=name");
        FIRST_PAGES.put("plan", "plan=enterprise");
        FIRST_PAGES.put("plan-name", "plan=enterprise&sort=-name");
        FIRST_PAGES.put("plan-status", "plan=enterprise&status=SUSPENDED");
        FIRST_PAGES.put("text-of-one", "text=" + RARE_TEXT);
        FIRST_PAGES.put("text-of-all", "text=COMPANY");
        FIRST_PAGES.put("text-of-all-name", "text=COMPANY&sort=name");
        FIRST_PAGES.put(
                "created-range",
                "createdFrom=2026-01-01T08:00:00Z&createdBefore=2026-01-01T08:10:00Z");
    }

    private final Settings settings;
    private final Report report;
    private final TenantPages few;
    private final TenantPages many;

    private PagingBenchmark(Settings settings, Report report, TenantPages few, TenantPages many) {
        this.settings = settings;
        this.report = report;
        this.few = few;
        this.many = many;
    }

    static void run(BenchmarkDatabase server, Settings settings, Report report) throws Exception {
        try (var few = server.part("few");
                var many = server.part("many");
                var fewPages = start(few, FEW, report);
                var manyPages = start(many, MANY, report)) {
            new PagingBenchmark(settings, report, fewPages, manyPages).measure();
        }
    }

    private static TenantPages start(Part part, int tenants, Report report) throws Exception {
        report.progress("starting a query side with " + tenants + " tenants");
        return TenantPages.of(part, tenants);
    }

    private void measure() throws IOException, InterruptedException {
        report.progress("warming up");
        for (var query : FIRST_PAGES.values()) {
            alternate(settings.warmUp().toNanos(), List.of(query), List.of(query));
        }
        for (var page : FIRST_PAGES.entrySet()) {
            compare(page.getKey(), List.of(page.getValue()), List.of(page.getValue()));
        }
        for (var sort : List.of("createdAt", "-name")) {
            var ofFew = few.cursors("sort=" + sort);
            var ofMany = many.cursors("sort=" + sort);
            compare("last-" + sort, List.of(ofFew.getLast()), List.of(ofMany.getLast()));
            compare("random-" + sort, ofFew, ofMany);
        }
    }

    private void compare(String name, List<String> ofFew, List<String> ofMany) throws IOException {
        var taken = alternate(settings.time().toNanos(), ofFew, ofMany);
        report.add(name + ", of " + FEW, 1, taken.few());
        report.add(name + ", of " + MANY, 1, taken.many());
        for (int percent : List.of(50, 99)) {
            report.ratio(
                    "page-p" + percent + "-" + name,
                    taken.many().percentile(percent),
                    taken.few().percentile(percent));
        }
    }

    private record Taken(Latencies few, Latencies many) {}

    private Taken alternate(long nanos, List<String> ofFew, List<String> ofMany)
            throws IOException {
        var taken = new Taken(new Latencies(), new Latencies());
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            taken.few().add(few.read(LIST + any(ofFew)));
            taken.many().add(many.read(LIST + any(ofMany)));
        }
        return taken;
    }

    private static String any(List<String> queries) {
        return queries.get(ThreadLocalRandom.current().nextInt(queries.size()));
    }
}
