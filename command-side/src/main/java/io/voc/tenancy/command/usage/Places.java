package io.voc.tenancy.command.usage;

import static io.voc.tenancy.command.usage.Counters.column;

import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.command.usage.LedgerEntry.Reservation;
import io.voc.tenancy.eventstore.sql.SqlBatch;
import io.voc.tenancy.eventstore.sql.Timestamps;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Places that are taken; whoever takes, keeps or gives back one has locked its counter. */
final class Places {

    private static final String COUNT =
            """
            SELECT asked.tenant_id, asked.metric,
                   (SELECT count(*) FROM command.usage_reservation AS taken
                    WHERE taken.tenant_id = asked.tenant_id AND taken.metric = asked.metric AND taken.expires_at > ?)
            FROM unnest(?::text[], ?::text[]) AS asked (tenant_id, metric)
            """;

    private static final String READ =
            "SELECT reservation_id, expires_at FROM command.usage_reservation WHERE reservation_id = ANY (?)";

    private static final String WRITE =
            """
            INSERT INTO command.usage_reservation (reservation_id, tenant_id, metric, expires_at)
            SELECT unnest(?::text[]), unnest(?::text[]), unnest(?::text[]), unnest(?::timestamptz[])
            ON CONFLICT (reservation_id) DO UPDATE SET expires_at = excluded.expires_at
            """;

    private final Map<Of, Long> taken = new HashMap<>();
    private final Map<String, Instant> ends = new HashMap<>();
    private final Map<String, Place> changed = new LinkedHashMap<>();
    private Instant now = Instant.MIN;

    private record Place(String reservationId, Of of, Instant expiresAt) {}

    /**
     * Reads how many are taken at a moment, by which they are judged, and when some of them end.
     */
    void read(SqlBatch sql, Instant moment, Collection<Of> asked, Collection<String> reservationIds)
            throws SQLException {
        now = moment;
        if (asked.isEmpty()) {
            return;
        }
        sql.query(
                COUNT,
                row -> taken.put(new Of(row.getString(1), row.getString(2)), row.getLong(3)),
                Objects.requireNonNull(Timestamps.utc(now)),
                column(sql, "text", asked, Of::tenantId),
                column(sql, "text", asked, Of::metric));
        if (!reservationIds.isEmpty()) {
            sql.query(
                    READ,
                    row ->
                            ends.put(
                                    row.getString(1),
                                    row.getObject(2, OffsetDateTime.class).toInstant()),
                    sql.array("text", reservationIds.toArray()));
        }
    }

    /** How many are taken now. */
    long taken(Of of) {
        return Objects.requireNonNull(taken.get(of), "not asked for");
    }

    /** When a place ends or ended; empty when there was none. */
    Optional<Instant> end(String reservationId) {
        return Optional.ofNullable(ends.get(reservationId));
    }

    /** Whether a place is still taken. */
    boolean isTaken(String reservationId) {
        return end(reservationId).filter(now::isBefore).isPresent();
    }

    /** Takes one. */
    void take(Reservation reservation, Instant end) {
        taken.merge(Of.of(reservation), 1L, Long::sum);
        put(reservation.reservationId(), Of.of(reservation), end);
    }

    /** Keeps one that is taken. */
    void keep(String reservationId, Of of, Instant end) {
        put(reservationId, of, end);
    }

    /** Gives back one that is taken. */
    void giveBack(String reservationId, Of of) {
        taken.merge(of, -1L, Long::sum);
        put(reservationId, of, now);
    }

    void write(SqlBatch sql) throws SQLException {
        if (!changed.isEmpty()) {
            var rows = changed.values();
            sql.update(
                    WRITE,
                    column(sql, "text", rows, Place::reservationId),
                    column(sql, "text", rows, place -> place.of().tenantId()),
                    column(sql, "text", rows, place -> place.of().metric()),
                    column(sql, "timestamptz", rows, place -> place.expiresAt().toString()));
        }
    }

    private void put(String reservationId, Of of, Instant end) {
        ends.put(reservationId, end);
        changed.put(reservationId, new Place(reservationId, of, end));
    }
}
