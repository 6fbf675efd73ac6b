package io.voc.tenancy.command.usage;

import io.voc.tenancy.eventstore.sql.Timestamps;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * their time, and all that purged tenants had. Lifetimes, and months, stay. Makes room for the next
 * days, too.
 */
@Component
final class OldUsage {

    private static final Logger log = LoggerFactory.getLogger(OldUsage.class);

    private static final Duration MINUTES_KEPT = Duration.ofHours(1);
    private static final Duration HOURS_KEPT = Duration.ofDays(35);
    private static final Duration DAYS_KEPT = Duration.ofDays(400);
    private static final Duration PLACES_KEPT = Duration.ofDays(1);
    private static final Duration CROSSINGS_KEPT = Duration.ofDays(62);

    private static final List<String> PERIODS =
            Stream.of("usage_period", "usage_overage")
                    .map(table ->
                            "DELETE FROM command.%s WHERE period = :period AND starts_at < :before"
                                    .formatted(table))
                    .toList();
    private static final String PLACES =
            "DELETE FROM command.usage_reservation WHERE expires_at < :before";
    private static final String CROSSINGS =
            """
            DELETE FROM command.usage_crossing
            WHERE starts_at < :before AND period <> 'LIFETIME' AND is_told
            """;
    private static final List<String> OF_PURGED =
            Stream.of(
                            "usage_counter",
                            "usage_period",
                            "usage_reservation",
                            "usage_crossing",
                            "usage_overage")
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

    /** Does all of it that can be done now; the rest is tried again the next time. */
    void clear() {
        attempt("what purged tenants had", this::clearPurged);
        attempt("the next days", ledger::openNextDays);
        attempt("old requests", ledger::forgetOldRequests);
        attempt("old minutes", () -> clearPeriods("MINUTE", MINUTES_KEPT));
        attempt("old hours", () -> clearPeriods("HOUR", HOURS_KEPT));
        attempt("old days", () -> clearPeriods("DAY", DAYS_KEPT));
        attempt("old places", () -> clearOlder(PLACES, PLACES_KEPT));
        attempt("old crossings", () -> clearOlder(CROSSINGS, CROSSINGS_KEPT));
    }

    private interface Step {
        void run() throws SQLException;
    }

    /** One that fails does not keep the others from running. */
    private static void attempt(String what, Step step) {
        try {
            step.run();
        } catch (SQLException | RuntimeException e) {
            log.warn("{} could not be seen to, which is tried again", what, e);
        }
    }

    private void clearPeriods(String period, Duration kept) {
        PERIODS.forEach(statement ->
                jdbc.sql(statement).param("period", period).param("before", ago(kept)).update());
    }

    private void clearOlder(String statement, Duration kept) {
        jdbc.sql(statement).param("before", ago(kept)).update();
    }

    /** A tenant that is gone gets nothing more, so at the second time at the latest all is gone. */
    private void clearPurged() {
        OF_PURGED.forEach(statement -> jdbc.sql(statement).update());
    }

    private Object ago(Duration time) {
        return Objects.requireNonNull(Timestamps.utc(clock.instant().minus(time)));
    }
}
