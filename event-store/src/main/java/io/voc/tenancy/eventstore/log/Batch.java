package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.register.AlreadyAnsweredException;
import io.voc.tenancy.eventstore.register.RegisterBatch;
import io.voc.tenancy.eventstore.sql.SqlBatch;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * One transaction for many appends: lock the head; read what is to be judged; judge the appends one
 * after another, each as if those accepted before it were stored; number, hash and write what was
 * accepted.
 */
final class Batch {

    private static final String INSERT =
            """
            INSERT INTO event_store.event (position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type,
                                           revision, happened_at, recorded_at, payload, metadata, hash)
            SELECT position, event_id, tenant_id, aggregate_type, aggregate_id, sequence, type, revision,
                   'epoch'::timestamptz + happened_at * interval '1 millisecond', ?, payload, metadata, hash
            FROM (SELECT unnest(?::bigint[]) AS position, unnest(?::uuid[]) AS event_id,
                         unnest(?::text[]) AS tenant_id, unnest(?::text[]) AS aggregate_type,
                         unnest(?::text[]) AS aggregate_id, unnest(?::bigint[]) AS sequence,
                         unnest(?::text[]) AS type, unnest(?::integer[]) AS revision,
                         unnest(?::bigint[]) AS happened_at, unnest(?::bytea[]) AS payload,
                         unnest(?::bytea[]) AS metadata, unnest(?::bytea[]) AS hash) AS appended
            """;

    private final List<Submission> submissions;
    private final BatchSequences sequences;
    private final RegisterBatch registers = new RegisterBatch();
    private final List<NewEvent> accepted = new ArrayList<>();
    private final List<byte[]> hashes = new ArrayList<>();
    private @Nullable Head head;
    private boolean changesRegisters;

    Batch(List<Submission> submissions, KnownSequences known) {
        this.submissions = submissions;
        this.sequences = new BatchSequences(known);
    }

    /** Begins a transaction that holds the head, and decides what is to be stored. */
    void prepare(Connection connection, Clock clock) throws SQLException {
        var locked = lockAndRead(connection);
        var recordedAt = recordedAt(locked, clock);
        submissions.forEach(submission -> judge(submission, locked, recordedAt));
        head = accepted.isEmpty() ? locked : number(locked, recordedAt);
    }

    /** Stores it and ends the transaction, in one round trip. */
    void commit(Connection connection) throws SQLException {
        var sql = new SqlBatch(connection);
        if (!accepted.isEmpty()) {
            var moved = head();
            sql.update(INSERT, parameters(sql));
            sql.update(
                    Head.MOVE,
                    moved.position(),
                    moved.hash(),
                    Objects.requireNonNull(Timestamps.utc(moved.recordedAt())));
        }
        registers.write(sql);
        sql.update("COMMIT").execute();
        sequences.committed(head());
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
        for (var submission : submissions) {
            registers.announce(submission.append().conditions(), submission.append().changes());
            sequences.announce(submission.append().events());
        }
        var locked = new ArrayList<Head>();
        var sql =
                new SqlBatch(connection)
                        .update("BEGIN")
                        .query(Head.LOCK, row -> locked.add(Head.of(row)));
        sequences.readUnknown(sql);
        registers.read(sql);
        sql.execute();
        sequences.takeKnown(locked.getFirst(), connection);
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
            registers.judge(append.conditions(), append.changes(), recordedAt);
            sequences.check(append.events());
        } catch (Rejection | AlreadyAnsweredException | ConcurrencyException refusal) {
            submission.note(refusal);
            return;
        }
        sequences.accept(append.events());
        accepted.addAll(append.events());
        var appended = new Appended(locked.position() + accepted.size(), recordedAt);
        registers.accept(append.changes(), appended.position(), recordedAt);
        changesRegisters |= !append.changes().isEmpty();
        submission.note(appended);
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

    private Object[] parameters(SqlBatch sql) throws SQLException {
        var before = head().position() - accepted.size();
        var positions = new Long[accepted.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = before + i + 1;
        }
        return new Object[] {
            Objects.requireNonNull(Timestamps.utc(head().recordedAt())),
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
