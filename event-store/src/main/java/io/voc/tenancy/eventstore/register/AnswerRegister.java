package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What was answered to requests with an idempotency key. */
final class AnswerRegister {

    private static final String READ =
            """
            SELECT caller, key, answered_at FROM command.idempotent_answer
            WHERE (caller, key) IN (SELECT * FROM unnest(?::text[], ?::text[]))
            """;
    private static final String WRITE =
            """
            INSERT INTO command.idempotent_answer
                (caller, key, request_digest, tenant_id, answer, position, answered_at)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::bytea[]), unnest(?::text[]),
                   unnest(?::bytea[]), unnest(?::bigint[]), unnest(?::timestamptz[])
            ON CONFLICT (caller, key) DO UPDATE SET
                request_digest = excluded.request_digest, tenant_id = excluded.tenant_id,
                answer = excluded.answer, position = excluded.position, answered_at = excluded.answered_at
            """;

    private final Set<IdempotencyKey> announced = new HashSet<>();
    private final Map<IdempotencyKey, Instant> answeredAt = new HashMap<>();
    private final Map<IdempotencyKey, Placed> stored = new LinkedHashMap<>();

    private record Placed(Answer answer, long position, Instant recordedAt) {}

    void announce(IdempotencyKey key) {
        announced.add(key);
    }

    void read(SqlBatch sql) throws SQLException {
        if (!announced.isEmpty()) {
            sql.query(
                    READ,
                    row ->
                            answeredAt.put(
                                    new IdempotencyKey(row.getString(1), row.getString(2)),
                                    row.getObject(3, OffsetDateTime.class).toInstant()),
                    keys(sql, announced, IdempotencyKey::caller),
                    keys(sql, announced, IdempotencyKey::key));
        }
    }

    void judge(IdempotencyKey key, Instant now) {
        var before = answeredAt.get(key);
        if (before != null && !before.isBefore(now.minus(StoredAnswers.KEPT))) {
            throw new AlreadyAnsweredException();
        }
    }

    void store(IdempotencyKey key, Answer answer, long position, Instant recordedAt) {
        answeredAt.put(key, recordedAt);
        stored.put(key, new Placed(answer, position, recordedAt));
    }

    void write(SqlBatch sql) throws SQLException {
        if (!stored.isEmpty()) {
            sql.update(
                    WRITE,
                    keys(sql, stored.keySet(), IdempotencyKey::caller),
                    keys(sql, stored.keySet(), IdempotencyKey::key),
                    bytes(sql, Answer::requestDigest),
                    column(sql, "text", placed -> placed.answer().tenantId()),
                    bytes(sql, Answer::body),
                    column(sql, "int8", Placed::position),
                    column(sql, "timestamptz", placed -> placed.recordedAt().toString()));
        }
    }

    private static Object keys(
            SqlBatch sql, Set<IdempotencyKey> keys, Function<IdempotencyKey, String> part)
            throws SQLException {
        return sql.array("text", keys.stream().map(part).toArray());
    }

    private Object bytes(SqlBatch sql, Function<Answer, byte[]> part) throws SQLException {
        return sql.array(
                "bytea",
                stored.values().stream().map(Placed::answer).map(part).toArray(byte[][]::new));
    }

    private Object column(SqlBatch sql, String type, Function<Placed, @Nullable Object> part)
            throws SQLException {
        @Nullable Object[] column = stored.values().stream().map(part).toArray();
        return sql.array(type, column);
    }
}
