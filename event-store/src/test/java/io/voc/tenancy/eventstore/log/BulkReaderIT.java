package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.eventstore.TestLog;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

class BulkReaderIT {

    private static final int EVENTS = 30_000;
    private static final int THREADS = 2;

    /** So many ranges may be fetched but not taken, each of 4,096 events at most. */
    private static final int AHEAD = (THREADS + 2) * 4_096;

    private static final TestLog LOG = new TestLog();

    private final BulkReader reader = new BulkReader(LOG.dataSource(), THREADS);
    private final List<Long> taken = new ArrayList<>();

    @BeforeAll
    static void append() throws SQLException {
        LOG.append(
                Instant.parse("1999-12-31T23:59:59.999Z"),
                List.of(new TenantSuspended("ten_1", "späte Rechnung, 逾期")));
        LOG.append(
                Instant.parse("2026-01-01T00:00:00.001Z"),
                IntStream.range(1, EVENTS)
                        .mapToObj(i -> new TenantSuspended("ten_" + i % 100, "unpaid"))
                        .toList());
    }

    @AfterEach
    void leaves_no_thread_behind() {
        // a pool is terminated a moment before its last thread is gone
        await().untilAsserted(() ->
                assertThat(Thread.getAllStackTraces().keySet())
                        .extracting(Thread::getName)
                        .noneMatch(name -> name.startsWith("bulk-reader")));
    }

    @Test
    void reads_events_as_they_are_stored() throws SQLException {
        var read = new ArrayList<StoredEvent>();

        reader.<StoredEvent>read(0, 10, event -> event, read::addAll);

        try (var connection = LOG.dataSource().getConnection()) {
            assertThat(read)
                    .usingRecursiveComparison()
                    .isEqualTo(LogTable.readAfter(connection, 0, 10));
        }
    }

    @Test
    void gives_each_event_once_and_in_order() throws SQLException {
        reader.<Long>read(0, EVENTS, StoredEvent::position, taken::addAll);

        assertThat(taken).containsExactlyElementsOf(positions(1, EVENTS));
    }

    @Test
    void reads_just_the_stretch_that_is_asked_for() throws SQLException {
        reader.<Long>read(4_000, 9_000, StoredEvent::position, taken::addAll);

        assertThat(taken).containsExactlyElementsOf(positions(4_001, 9_000));
    }

    @Test
    void waits_for_a_slow_consumer_a_few_ranges_ahead() throws SQLException {
        var decoded = new AtomicLong();

        reader.<Long>read(
                0,
                EVENTS,
                event -> {
                    decoded.incrementAndGet();
                    return event.position();
                },
                events -> {
                    taken.addAll(events);
                    await().until(() -> decoded.get() > taken.size() || decoded.get() == EVENTS);
                    assertThat(decoded.get() - taken.size()).isLessThanOrEqualTo(AHEAD);
                });

        assertThat(taken).containsExactlyElementsOf(positions(1, EVENTS));
    }

    @Test
    void stops_when_the_consumer_fails() {
        assertThatThrownBy(() ->
                        reader.<Long>read(
                                0,
                                EVENTS,
                                StoredEvent::position,
                                events -> {
                                    taken.addAll(events);
                                    throw new IllegalStateException("enough");
                                }))
                .hasMessage("enough");

        assertThat(taken).hasSizeBetween(1, 4_096);
    }

    @Test
    void stops_when_an_event_cannot_be_decoded() {
        assertThatThrownBy(() ->
                        reader.<Long>read(
                                0,
                                EVENTS,
                                event -> {
                                    if (event.position() == 20_000) {
                                        throw new IllegalArgumentException("what is this?");
                                    }
                                    return event.position();
                                },
                                taken::addAll))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("what is this?");

        assertThat(taken).containsExactlyElementsOf(positions(1, taken.size()));
    }

    @Test
    void stops_when_its_caller_is_interrupted() {
        assertThatThrownBy(() ->
                        reader.<Long>read(
                                0,
                                EVENTS,
                                StoredEvent::position,
                                _ -> Thread.currentThread().interrupt()))
                .isInstanceOf(CancellationException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    private static List<Long> positions(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
