package io.voc.tenancy.eventstore.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.voc.tenancy.contracts.tenant.TenantEvent.TenantSuspended;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.log.Verification.Broken;
import io.voc.tenancy.eventstore.log.Verification.Intact;
import io.voc.tenancy.eventstore.log.Verification.Kind;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

class ChainVerifierIT {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int EVENTS = 9_000;

    private static final TestLog LOG = new TestLog();

    private final ChainVerifier verifier =
            new ChainVerifier(LOG.dataSource(), new BulkReader(LOG.dataSource(), 2));

    @BeforeAll
    static void append() throws SQLException {
        LOG.append(
                NOW,
                IntStream.range(0, EVENTS)
                        .mapToObj(i -> new TenantSuspended("ten_" + i % 10, "reason " + i))
                        .toList());
        LOG.tamper(
                "CREATE TABLE good_event AS TABLE event_store.event",
                "CREATE TABLE good_head AS TABLE event_store.head");
    }

    @AfterEach
    void restore() throws SQLException {
        LOG.tamper(
                "TRUNCATE event_store.event, event_store.head",
                "INSERT INTO event_store.event TABLE good_event",
                "INSERT INTO event_store.head TABLE good_head");
    }

    @Test
    void an_empty_log_is_intact() throws SQLException {
        LOG.tamper(
                "TRUNCATE event_store.event",
                "UPDATE event_store.head SET position = 0, hash = decode(repeat('00', 32), 'hex')");

        assertThat(verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.position()).isZero());
    }

    @Test
    void a_log_that_nobody_touched_is_intact_to_its_end() throws SQLException {
        var head = LOG.head();
        var progress = new ArrayList<Long>();

        var verification =
                verifier.verify((events, of) -> {
                    assertThat(of).isEqualTo(EVENTS);
                    progress.add(events);
                });

        assertThat(verification)
                .isInstanceOfSatisfying(
                        Intact.class,
                        intact -> {
                            assertThat(intact.position()).isEqualTo(EVENTS);
                            assertThat(intact.hash()).isEqualTo(head.hash());
                        });
        assertThat(progress).isSorted().hasSizeGreaterThan(2).endsWith((long) EVENTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "payload = set_byte(payload, 20, get_byte(payload, 20) # 1)",
                "metadata = '{}'",
                "type = 'tenant.activated'",
                "revision = 2",
                "tenant_id = 'ten_x'",
                "aggregate_id = 'ten_x'",
                "event_id = gen_random_uuid()",
                "happened_at = happened_at - interval '1 millisecond'",
                "recorded_at = recorded_at - interval '1 millisecond'",
                "hash = sha256(hash)",
            })
    void finds_what_was_changed(String change) throws SQLException {
        LOG.tamper("UPDATE event_store.event SET " + change + " WHERE position = 8000");

        assertBroken(8_000, Kind.CHANGED);
    }

    @Test
    void finds_the_first_of_two_changes() throws SQLException {
        LOG.tamper("UPDATE event_store.event SET metadata = '{}' WHERE position IN (77, 7000)");

        assertBroken(77, Kind.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000})
    void finds_what_was_removed(int position) throws SQLException {
        LOG.tamper("DELETE FROM event_store.event WHERE position = " + position);

        assertBroken(position, Kind.REMOVED);
    }

    @Test
    void finds_what_was_removed_and_closed_up() throws SQLException {
        LOG.tamper(
                "DELETE FROM event_store.event WHERE position = 5000",
                move("position - 1", "position > 5000"),
                "UPDATE event_store.head SET position = position - 1");

        assertBroken(5_000, Kind.CHANGED);
    }

    @ParameterizedTest
    @ValueSource(ints = {5_001, 5_002, 8_999})
    void finds_a_pair_that_was_swapped(int other) throws SQLException {
        LOG.tamper(
                move(
                        "5000 + %d - position".formatted(other),
                        "position IN (5000, %d)".formatted(other)));

        assertBroken(5_000, Kind.REORDERED);
    }

    @Test
    void finds_an_event_that_was_put_off() throws SQLException {
        LOG.tamper(
                move(
                        "CASE position WHEN 5000 THEN 5100 ELSE position - 1 END",
                        "position BETWEEN 5000 AND 5100"));

        assertBroken(5_000, Kind.REORDERED);
    }

    @Test
    void finds_what_was_inserted() throws SQLException {
        LOG.tamper(
                move("position + 1", "position >= 5000"),
                """
                INSERT INTO event_store.event
                SELECT 5000, gen_random_uuid(), tenant_id, aggregate_type, 'ten_new', 0, type, revision,
                       happened_at, recorded_at, payload, metadata, hash
                FROM event_store.event WHERE position = 4999
                """,
                "UPDATE event_store.head SET position = position + 1");

        assertBroken(5_000, Kind.INSERTED);
    }

    @Test
    void finds_what_was_put_before_the_beginning() throws SQLException {
        LOG.tamper(move("0", "position = 9000"));

        assertBroken(0, Kind.INSERTED);
    }

    @Test
    void finds_that_the_newest_are_missing() throws SQLException {
        LOG.tamper("DELETE FROM event_store.event WHERE position > 8990");

        assertBroken(8_991, Kind.HEAD_MISMATCH);
    }

    @Test
    void finds_that_all_are_missing() throws SQLException {
        LOG.tamper("TRUNCATE event_store.event");

        assertBroken(1, Kind.HEAD_MISMATCH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hash = sha256(hash)", "recorded_at = recorded_at + interval '1 second'"})
    void finds_that_the_head_is_another(String change) throws SQLException {
        LOG.tamper("UPDATE event_store.head SET " + change);

        assertBroken(EVENTS, Kind.HEAD_MISMATCH);
    }

    @Test
    void finds_that_the_head_was_set_back() throws SQLException {
        LOG.tamper(
                """
                UPDATE event_store.head SET position = 8000,
                    hash = (SELECT hash FROM event_store.event WHERE position = 8000)
                """);

        assertBroken(8_001, Kind.HEAD_MISMATCH);
    }

    @Test
    void finds_a_time_that_runs_back() throws SQLException {
        LOG.append(NOW.minusMillis(1), List.of(new TenantSuspended("ten_1", null)));

        assertBroken(EVENTS + 1, Kind.TIME_RUNS_BACK);
    }

    private Verification verify() throws SQLException {
        return verifier.verify((_, _) -> {});
    }

    private void assertBroken(long position, Kind kind) throws SQLException {
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Broken.class,
                        broken -> {
                            assertThat(broken.kind()).as(broken.detail()).isEqualTo(kind);
                            assertThat(broken.position()).isEqualTo(position);
                        });
    }

    /** In two steps, since no two events may have one position on the way. */
    private static String move(String to, String which) {
        return """
        UPDATE event_store.event SET position = -1000000 - (%s) WHERE %s;
        UPDATE event_store.event SET position = -1000000 - position WHERE position <= -1000000
        """
                .formatted(to, which);
    }
}
