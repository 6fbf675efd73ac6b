package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.Timestamps;
import io.voc.tenancy.eventstore.register.AlreadyAnsweredException;
import io.voc.tenancy.eventstore.register.RegisterBatch;
import io.voc.tenancy.eventstore.register.SqlBatch;

import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * One transaction for many appends: lock the head; read what is to be judged; judge the appends one
 * after another, each as if those accepted before it were stored; number, hash and write what was
 * accepted.
 */
final class Batch {

    private static final String SEQUENCES =
            """
            SELECT id, (SELECT sequence FROM event_store.event WHERE aggregate_id = id ORDER BY sequence DESC LIMIT 1)
            FROM unnest(?::text[]) AS id
            """;
    private static final String INSERT =
            """
            INSERT INTO event_store.event (position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type,
                                           revision, happened_at, recorded_at, payload, metadata, hash)
            SELECT position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
                   'epoch'::timestamptz + happened_at * interval '1 millisecond', ?, payload, metadata, hash
            FROM unnest(?::bigint[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::integer[],
                        ?::bigint[], ?::bytea[], ?::bytea[], ?::bytea[])
                AS appended (position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
                             happened_at, payload, metadata, hash)
            """;

    private final List<Submission> submissions;
    private final RegisterBatch registers = new RegisterBatch();
    private final Map<String, Long> lastSequences = new HashMap<>();
    private final List<NewEvent> accepted = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();
    private @Nullable Head head;
    private boolean changesRegisters;

    Batch(List<Submission> submissions) {
        this.submissions = submissions;
    }

    /** Does everything but the commit, in the connection's transaction. */
    void prepare(Connection connection, Clock clock) throws SQLException {
        var locked = lockAndRead(connection);
        var recordedAt = recordedAt(locked, clock);
        submissions.forEach(submission -> judge(submission, locked, recordedAt));
        head = write(connection, locked, recordedAt);
    }

    /** The log's head after the batch, once it is prepared. */
    Head head() {
        return Objects.requireNonNull(head, "not prepared");
    }

    /** Whether anything is to be committed. */
    boolean changesSomething() {
        return changesRegisters || !accepted.isEmpty();
    }

    /** The batch's first event, by whose id a commit of unknown outcome is found again. */
    @Nullable NewEvent firstEvent() {
        return accepted.isEmpty() ? null : accepted.getFirst();
    }

    /** Where the first event stands. */
    long firstPosition() {
        return head().position() - accepted.size() + 1;
    }

    List<Submission> submissions() {
        return submissions;
    }

    private Head lockAndRead(Connection connection) throws SQLException {
        var ids = new LinkedHashSet<String>();
        for (var submission : submissions) {
            registers.announce(submission.append().conditions(), submission.append().changes());
            submission.append().events().forEach(event -> ids.add(event.aggregateId()));
        }
        var locked = new ArrayList<Head>();
        var sql = new SqlBatch(connection).query(Head.LOCK, row -> locked.add(Head.of(row)));
        if (!ids.isEmpty()) {
            sql.query(
                    SEQUENCES,
                    row ->
                            lastSequences.put(
                                    row.getString(1),
                                    row.getObject(2) == null ? -1L : row.getLong(2)),
                    sql.array("text", ids.toArray()));
        }
        registers.read(sql);
        sql.execute();
        return locked.getFirst();
    }

    /** To the millisecond, and never before what is recorded already. */
    private static Instant recordedAt(Head head, Clock clock) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return now.isBefore(head.recordedAt()) ? head.recordedAt() : now;
    }

    private void judge(Submission submission, Head locked, Instant recordedAt) {
        var append = submission.append();
        try {
            registers.judge(append.conditions(), append.changes());
            checkSequences(append.events());
        } catch (Rejection | AlreadyAnsweredException | ConcurrencyException refusal) {
            submission.note(refusal);
            return;
        }
        registers.accept(append.changes());
        append.events().forEach(event -> lastSequences.put(event.aggregateId(), event.sequence()));
        accepted.addAll(append.events());
        changesRegisters |= !append.changes().isEmpty();
        submission.note(new Appended(locked.position() + accepted.size(), recordedAt));
    }

    private void checkSequences(List<NewEvent> events) {
        var next = new HashMap<String, Long>();
        for (var event : events) {
            long expected =
                    next.getOrDefault(
                                    event.aggregateId(),
                                    lastSequences.getOrDefault(event.aggregateId(), -1L))
                            + 1;
            if (event.sequence() != expected) {
                throw new ConcurrencyException(
                        "event "
                                + event.sequence()
                                + " of "
                                + event.aggregateId()
                                + " is not the next, which is "
                                + expected);
            }
            next.put(event.aggregateId(), event.sequence());
        }
    }

    private Head write(Connection connection, Head locked, Instant recordedAt) throws SQLException {
        var sql = new SqlBatch(connection);
        var moved = accepted.isEmpty() ? locked : number(locked, recordedAt);
        if (!accepted.isEmpty()) {
            sql.update(INSERT, parameters(sql, locked.position(), recordedAt));
        }
        registers.write(sql);
        if (!accepted.isEmpty()) {
            sql.update(
                    Head.MOVE,
                    moved.position(),
                    moved.hash(),
                    Objects.requireNonNull(Timestamps.utc(moved.recordedAt())));
        }
        sql.execute();
        return moved;
    }

    private Head number(Head locked, Instant recordedAt) {
        var chain = new HashChain();
        var hash = locked.hash();
        var position = locked.position();
        for (var event : accepted) {
            hash = chain.hash(hash, ++position, recordedAt, event);
            hashes.add(hash);
        }
        return new Head(position, hash, recordedAt);
    }

    private Object[] parameters(SqlBatch sql, long before, Instant recordedAt) throws SQLException {
        var positions = new Long[accepted.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = before + i + 1;
        }
        return new Object[] {
            Objects.requireNonNull(Timestamps.utc(recordedAt)),
            sql.array("int8", positions),
            column(sql, "uuid", NewEvent::eventId),
            column(sql, "text", NewEvent::tenantId),
            column(sql, "text", NewEvent::aggregateType),
            column(sql, "text", NewEvent::aggregateId),
            column(sql, "int8", NewEvent::sequence),
            column(sql, "text", NewEvent::type),
            column(sql, "int4", NewEvent::revision),
            column(sql, "int8", event -> event.happenedAt().toEpochMilli()),
            sql.array("bytea", accepted.stream().map(NewEvent::payload).toArray(byte[][]::new)),
            sql.array("bytea", accepted.stream().map(NewEvent::metadata).toArray(byte[][]::new)),
            sql.array("bytea", hashes.toArray(byte[][]::new))
        };
    }

    private Object column(SqlBatch sql, String type, Function<NewEvent, Object> part)
            throws SQLException {
        return sql.array(type, accepted.stream().map(part).toArray());
    }
}
