package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.eventstore.sql.SqlBatch;
import io.voc.tenancy.eventstore.sql.Timestamps;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What was answered to requests with an idempotency key. */
final class AnswerRegister {

    private static final String READ =
            """
            SELECT caller, key, request_digest, answer, answered_at FROM command.idempotent_answer
            WHERE (caller, key) IN (SELECT * FROM unnest(?::text[], ?::text[]))
            """;
    private static final String WRITE =
            """
            INSERT INTO command.idempotent_answer (caller, key, request_digest, answer, answered_at)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::bytea[]), unnest(?::bytea[]), unnest(?::timestamptz[])
            """;

    private final Set<IdempotencyKey> announced = new HashSet<>();
    private final Map<IdempotencyKey, Answer> known = new HashMap<>();
    private final Map<IdempotencyKey, Answer> stored = new LinkedHashMap<>();

    void announce(IdempotencyKey key) {
        announced.add(key);
    }

    void read(SqlBatch sql) throws SQLException {
        if (!announced.isEmpty()) {
            sql.query(
                    READ,
                    row ->
                            known.put(
                                    new IdempotencyKey(row.getString(1), row.getString(2)),
                                    new Answer(
                                            row.getBytes(3),
                                            row.getBytes(4),
                                            row.getObject(5, OffsetDateTime.class).toInstant())),
                    sql.array("text", announced.stream().map(IdempotencyKey::caller).toArray()),
                    sql.array("text", announced.stream().map(IdempotencyKey::key).toArray()));
        }
    }

    void judge(IdempotencyKey key) {
        var answer = known.get(key);
        if (answer != null) {
            throw new AlreadyAnsweredException(answer);
        }
    }

    void store(IdempotencyKey key, Answer answer) {
        known.put(key, answer);
        stored.put(key, answer);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!stored.isEmpty()) {
            sql.update(
                    WRITE,
                    sql.array(
                            "text", stored.keySet().stream().map(IdempotencyKey::caller).toArray()),
                    sql.array("text", stored.keySet().stream().map(IdempotencyKey::key).toArray()),
                    sql.array(
                            "bytea",
                            stored.values().stream()
                                    .map(Answer::requestDigest)
                                    .toArray(byte[][]::new)),
                    sql.array(
                            "bytea",
                            stored.values().stream().map(Answer::body).toArray(byte[][]::new)),
                    sql.array(
                            "timestamptz",
                            stored.values().stream()
                                    .map(answer ->
                                            Objects.requireNonNull(
                                                            Timestamps.utc(answer.answeredAt()))
                                                    .toString())
                                    .toArray()));
        }
    }
}
