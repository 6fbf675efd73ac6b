package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.Counters.column;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import org.jspecify.annotations.Nullable;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What was answered to requests, so that one that comes again is answered the same. */
final class Records {

    private static final String READ =
            """
            SELECT request, metric, amount, used, allowed, remaining, until, reservation_id
            FROM command.usage_record WHERE request = ANY (?::uuid[]) AND day >= ?::date
            """;

    private static final String WRITE =
            """
            INSERT INTO command.usage_record
                (request, day, metric, amount, used, allowed, remaining, until, reservation_id)
            SELECT unnest(?::uuid[]), ?::date, unnest(?::text[]), unnest(?::bigint[]), unnest(?::bigint[]),
                   unnest(?::bigint[]), unnest(?::bigint[]), unnest(?::timestamptz[]), unnest(?::text[])
            """;

    private final Map<UUID, Answered> known = new HashMap<>();
    private final List<Answered> added = new ArrayList<>();

    private record Answered(UUID request, String metric, long asked, LedgerAnswer answer) {}

    void read(SqlBatch sql, Collection<UUID> requests, LocalDate oldest) throws SQLException {
        if (!requests.isEmpty()) {
            sql.query(READ, this::found, sql.array("uuid", requests.toArray()), oldest);
        }
    }

    /**
     * What was answered to the request before.
     *
     * @throws Rejection when its id was used for another
     */
    Optional<LedgerAnswer> answerTo(LedgerEntry.Request request, UUID digest) {
        var record = known.get(digest);
        if (record == null) {
            return Optional.empty();
        }
        if (!record.metric().equals(request.metric()) || record.asked() != request.asked()) {
            throw new Rejection(
                    RejectionCode.REQUEST_ID_REUSED,
                    "The requestId was used for something else before; make another for this");
        }
        return Optional.of(record.answer());
    }

    void add(LedgerEntry.Request request, UUID digest, LedgerAnswer answer) {
        var record = new Answered(digest, request.metric(), request.asked(), answer);
        known.put(digest, record);
        added.add(record);
    }

    void write(SqlBatch sql, LocalDate today) throws SQLException {
        if (!added.isEmpty()) {
            sql.update(
                    WRITE,
                    column(sql, "uuid", added, Answered::request),
                    today,
                    column(sql, "text", added, Answered::metric),
                    column(sql, "int8", added, Answered::asked),
                    column(sql, "int8", added, record -> record.answer().used()),
                    column(sql, "int8", added, record -> record.answer().limit()),
                    column(sql, "int8", added, record -> record.answer().remaining()),
                    column(sql, "timestamptz", added, record -> text(record.answer().until())),
                    column(sql, "text", added, record -> record.answer().reservationId()));
        }
    }

    static LocalDate day(Instant now) {
        return now.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    private void found(ResultSet row) throws SQLException {
        var until = row.getObject(7, OffsetDateTime.class);
        var answer =
                new LedgerAnswer(
                        row.getLong(4),
                        row.getObject(5, Long.class),
                        row.getObject(6, Long.class),
                        until == null ? null : until.toInstant(),
                        row.getString(8));
        var request = row.getObject(1, UUID.class);
        known.put(request, new Answered(request, row.getString(2), row.getLong(3), answer));
    }

    private static @Nullable String text(@Nullable Instant until) {
        return until == null ? null : until.toString();
    }
}
