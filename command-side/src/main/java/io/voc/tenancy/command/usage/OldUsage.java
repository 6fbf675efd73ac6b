package io.voc.tenancy.command.usage;

import io.voc.tenancy.eventstore.sql.Timestamps;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Takes out of the ledger what nobody needs any more: old requests, places that ended, periods past
 * their time, and all that purged tenants had. Lifetimes, and months, stay.
 */
@Component
final class OldUsage {

    private static final Duration HOURS_KEPT = Duration.ofDays(35);
    private static final Duration DAYS_KEPT = Duration.ofDays(400);
    private static final Duration PLACES_KEPT = Duration.ofDays(1);
    private static final Duration CROSSINGS_KEPT = Duration.ofDays(62);

    private static final String PERIODS =
            "DELETE FROM command.usage_period WHERE period = :period AND starts_at < :before";
    private static final String PLACES =
            "DELETE FROM command.usage_reservation WHERE expires_at < :before";
    private static final String CROSSINGS =
            """
            DELETE FROM command.usage_crossing
            WHERE starts_at < :before AND period <> 'LIFETIME' AND is_told
            """;
    private static final List<String> OF_PURGED =
            Stream.of("usage_counter", "usage_period", "usage_reservation", "usage_crossing")
                    .map(table ->
                            """
                            DELETE FROM command.%s AS ledger USING command.tenant_gate AS gate
                            WHERE gate.tenant_id = ledger.tenant_id AND gate.status = 'PURGED'
                            """
                                    .formatted(table))
                    .toList();

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Clock clock;

    OldUsage(JdbcClient jdbc, Ledger ledger, Clock clock) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.clock = clock;
    }

    void clear() {
        try {
            ledger.forgetOldRequests();
        } catch (SQLException e) {
            throw new IllegalStateException("old requests could not be forgotten", e);
        }
        jdbc.sql(PERIODS).param("period", "HOUR").param("before", ago(HOURS_KEPT)).update();
        jdbc.sql(PERIODS).param("period", "DAY").param("before", ago(DAYS_KEPT)).update();
        jdbc.sql(PLACES).param("before", ago(PLACES_KEPT)).update();
        jdbc.sql(CROSSINGS).param("before", ago(CROSSINGS_KEPT)).update();
        clearPurged();
    }

    /** A tenant that is gone gets nothing more, so at the second time at the latest all is gone. */
    private void clearPurged() {
        OF_PURGED.forEach(statement -> jdbc.sql(statement).update());
    }

    private Object ago(Duration time) {
        return Objects.requireNonNull(Timestamps.utc(clock.instant().minus(time)));
    }
}
