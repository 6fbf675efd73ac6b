package io.voc.tenancy.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;

/**
 * Exports of the trail take no more memory for being long, and none is sent to nobody. With {@code
 * -Pendurance} of a million events.
 */
class TrailExportIT {

    private static final int EVENTS = Boolean.getBoolean("endurance") ? 1_000_000 : 60_000;
    private static final int SAMPLES = 10;
    private static final long EXTRA_HEAP = 64L << 20;
    private static final int AT_ONCE = 8;
    private static final String ALL = "/api/v1/events";
    private static final String NDJSON = "application/x-ndjson";

    private static final String FILL =
            """
            INSERT INTO event_store.event
            SELECT i, gen_random_uuid(), 'ten_' || i % 100, 'UsageThreshold', 'thr_' || i, 0,
                   'tenant.usage-threshold-reached', 1, now(), now(),
                   convert_to('{"tenantId":"ten_' || i % 100 || '","metric":"calls","period":"DAY",'
                              || '"periodStartsAt":"2026-01-01T00:00:00Z","percent":80,"amount":100,"used":80,'
                              || '"enforcement":"HARD"}', 'UTF8'),
                   convert_to('{"actorSubject":"adam","actorRoles":["service"],"correlationId":"c' || i || '"}', 'UTF8'),
                   decode(repeat('ab', 32), 'hex')
            FROM generate_series(1, :events) AS i
            """;

    private static QuerySideNode node;

    @BeforeAll
    static void fill() {
        node = QuerySideNode.start();
        node.jdbc().sql(FILL).param("events", EVENTS).update();
        node.jdbc()
                .sql("UPDATE event_store.head SET position = :events, recorded_at = now()")
                .param("events", EVENTS)
                .update();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_long_one_takes_no_more_memory_than_a_short_one() throws IOException {
        long before = usedHeap();
        long most = 0;
        int lines = 0;
        try (var body = opened("text/csv");
                var reader =
                        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            while (reader.readLine() != null) {
                if (++lines % (EVENTS / SAMPLES) == 0) {
                    most = Math.max(most, usedHeap());
                }
            }
        }
        assertThat(lines).isEqualTo(EVENTS + 1);
        assertThat(most - before).isLessThan(EXTRA_HEAP);
    }

    @Test
    void one_whose_reader_hangs_up_is_read_no_further() throws IOException {
        var sent = metric("audit.export.entries");
        var abandoned = metric("audit.export.abandoned");
        try (var body = opened(NDJSON)) {
            assertThat(body.read()).isEqualTo('{');
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> metric("audit.export.abandoned") > abandoned);
        assertThat(metric("audit.export.entries") - sent).isLessThan(EVENTS);
        assertThat(node.bean(MeterRegistry.class).get("audit.exports").gauge().value()).isZero();
    }

    @Test
    void only_so_many_are_sent_at_once() throws IOException {
        var bodies = new ArrayList<InputStream>();
        try {
            for (int i = 0; i < AT_ONCE; i++) {
                bodies.add(opened(NDJSON)); // nobody reads: each waits with its buffers full
            }
            var refused = node.get(ALL, "Accept", NDJSON);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("\"overloaded\"");
            assertThat(node.get(ALL).statusCode()).isEqualTo(200);
        } finally {
            for (var body : bodies) {
                body.close();
            }
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        node.get(ALL + "?to=2020-01-01T00:00:00Z", "Accept", NDJSON).statusCode()
                                == 200);
    }

    private static InputStream opened(String mediaType) {
        return node.get(BodyHandlers.ofInputStream(), ALL, "Accept", mediaType).body();
    }

    private static double metric(String name) {
        return node.bean(MeterRegistry.class).get(name).counter().count();
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
