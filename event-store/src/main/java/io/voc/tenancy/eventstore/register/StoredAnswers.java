package io.voc.tenancy.eventstore.register;

import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.sql.Timestamps;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;

/** The answers to requests with an idempotency key, each kept 24 hours. */
public final class StoredAnswers {

    static final Duration KEPT = Duration.ofHours(24);

    /** Asks whether the data key is there still, for the one in memory may outlive it a moment. */
    private static final String FIND =
            """
            SELECT stored.request_digest, stored.tenant_id, stored.answer, stored.position,
                   stored.tenant_id IS NULL OR data_key.wrapped IS NOT NULL AS is_readable
            FROM command.idempotent_answer stored LEFT JOIN command.data_key USING (tenant_id)
            WHERE stored.caller = :caller AND stored.key = :key AND stored.answered_at >= :since
            """;

    /** Waits for nobody, so that an appender that replaces such answers can wait for it. */
    private static final String DELETE =
            """
            DELETE FROM command.idempotent_answer WHERE (caller, key) IN (
                SELECT caller, key FROM command.idempotent_answer WHERE answered_at < :since
                ORDER BY answered_at LIMIT :chunk FOR UPDATE SKIP LOCKED)
            """;

    private static final int CHUNK = 1_000;

    private final JdbcClient jdbc;
    private final SealedAnswers seals;
    private final Clock clock;

    public StoredAnswers(JdbcClient jdbc, DataKeys keys, Clock clock) {
        this.jdbc = jdbc;
        this.seals = new SealedAnswers(keys);
        this.clock = clock;
    }

    /**
     * What the request was answered in the last 24 hours. After an {@link AlreadyAnsweredException}
     * it is there, unless its time ran out in between.
     */
    public Optional<StoredAnswer> find(IdempotencyKey key) {
        return jdbc.sql(FIND)
                .param("caller", key.caller())
                .param("key", key.key())
                .param("since", since())
                .query((row, _) -> answer(key, row))
                .optional();
    }

    /**
     * Deletes the answers that are older than 24 hours, a thousand in a commit. May be broken off
     * and run again, and by several nodes at once.
     *
     * @return how many were deleted
     */
    public long deleteExpired() {
        var since = since();
        var deleted = 0L;
        for (int last = CHUNK; last == CHUNK; deleted += last) {
            last = jdbc.sql(DELETE).param("since", since).param("chunk", CHUNK).update();
        }
        return deleted;
    }

    private StoredAnswer answer(IdempotencyKey key, ResultSet row) throws SQLException {
        var tenantId = row.getString("tenant_id");
        var stored = row.getBytes("answer");
        return new StoredAnswer(
                row.getBytes("request_digest"),
                tenantId,
                row.getBoolean("is_readable") ? opened(key, tenantId, stored) : null,
                row.getLong("position"));
    }

    private byte @Nullable [] opened(IdempotencyKey key, @Nullable String tenantId, byte[] stored) {
        return tenantId == null ? stored : seals.open(key, tenantId, stored);
    }

    private OffsetDateTime since() {
        return Objects.requireNonNull(Timestamps.utc(clock.instant().minus(KEPT)));
    }
}
