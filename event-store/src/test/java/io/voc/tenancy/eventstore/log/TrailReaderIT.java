package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The trail is read by index, however much else there is. */
class TrailReaderIT {

    private static final int EVENTS = 60_000;

    /** A hundred tenants; of each 1,000 events one is rare in everything. */
    private static final String FILL =
            """
            INSERT INTO event_store.event
            SELECT i, gen_random_uuid(), 'ten_' || i % 100, 'Tenant', 'ten_' || i % 100, i / 100,
                   CASE WHEN i % 1000 = 7 THEN 'tenant.suspended' ELSE 'tenant.activated' END, 1, now(), now(),
                   convert_to('{}', 'UTF8'),
                   convert_to(CASE WHEN i = 5 THEN '{"actorSubject":"a\\u0000b"}'
                                   WHEN i % 1000 = 7 THEN '{"actorSubject":"eve","correlationId":"c' || i || '"}'
                                   ELSE '{"actorSubject":"adam","correlationId":"d' || i || '"}' END, 'UTF8'), ''
            FROM generate_series(1, 60000) AS i
            """;

    private static final TestLog LOG = new TestLog();

    @BeforeAll
    static void fill() throws SQLException {
        LOG.tamper(
                FILL,
                "UPDATE event_store.head SET position = " + EVENTS,
                "ANALYZE event_store.event");
    }

    private static TrailFilter filter(
            String tenant, String actor, String correlation, String... types) {
        return new TrailFilter(
                tenant.isEmpty() ? null : tenant,
                actor.isEmpty() ? null : actor,
                correlation.isEmpty() ? null : correlation,
                Set.of(types),
                0,
                EVENTS);
    }

    static Stream<TrailFilter> filters() {
        return Stream.of(
                filter("", "", ""),
                filter("ten_7", "", ""),
                filter("", "eve", ""),
                filter("ten_7", "eve", ""),
                filter("", "", "c30007"),
                filter("", "", "", "tenant.suspended"),
                filter("", "", "", "tenant.suspended", "tenant.deleted"),
                filter("ten_7", "", "", "tenant.suspended"),
                filter("ten_8", "eve", ""));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void each_filter_is_answered_by_an_index(TrailFilter filter) throws SQLException {
        try (var connection = LOG.dataSource().getConnection();
                var explain = TrailReader.prepared(connection, "EXPLAIN ", filter, EVENTS, 50);
                var lines = explain.executeQuery()) {
            var plan = new StringBuilder();
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            assertThat(plan.toString()).contains("Index").doesNotContain("Seq Scan", "Bitmap");
        }
    }

    @Test
    void the_newest_come_first_and_none_is_left_out() throws SQLException {
        assertThat(positions(filter("", "eve", "")))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, EVENTS / 1000)
                                .map(i -> EVENTS - i * 1000 + 7)
                                .boxed()
                                .toList());
        assertThat(positions(filter("", "", "", "tenant.suspended")))
                .isEqualTo(positions(filter("", "eve", "")));
        assertThat(positions(filter("ten_7", "", ""))).hasSize(EVENTS / 100);
        assertThat(positions(filter("ten_8", "eve", ""))).isEmpty();
        assertThat(positions(filter("", "", "c30007"))).containsExactly(30_007L);
        assertThat(positions(new TrailFilter(null, null, null, Set.of(), 3, 6)))
                .containsExactly(6L, 5L, 4L);
    }

    private static List<Long> positions(TrailFilter filter) throws SQLException {
        var positions = new ArrayList<Long>();
        try (var connection = LOG.dataSource().getConnection()) {
            for (long before = Long.MAX_VALUE; ; ) {
                var piece = TrailReader.before(connection, filter, before, 50);
                if (piece.isEmpty()) {
                    return positions;
                }
                piece.forEach(event -> positions.add(event.position()));
                before = piece.getLast().position();
            }
        }
    }
}
