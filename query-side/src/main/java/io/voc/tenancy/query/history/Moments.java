package io.voc.tenancy.query.history;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.log.Head;
import io.voc.tenancy.eventstore.log.LogTimes;
import io.voc.tenancy.eventstore.log.OrderedLog;

import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.springframework.stereotype.Component;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Pattern;

import javax.sql.DataSource;

/** Finds the place in the log that a caller means: a position, or an instant. */
@Component
class Moments {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final DataSource database;
    private final OrderedLog log;
    private final Clock clock;

    Moments(DataSource database, OrderedLog log, Clock clock) {
        this.database = database;
        this.log = log;
        this.clock = clock;
    }

    /** The position of the newest event. */
    long now() {
        return log.head().position();
    }

    /**
     * The position up to which the log had come at a moment.
     *
     * @param parameter that says it
     * @param moment a position as digits, or a time as of RFC 3339
     * @throws Rejection when it is neither, or in the future
     */
    long position(String parameter, String moment) {
        var head = log.head();
        return DIGITS.matcher(moment).matches()
                ? reached(parameter, Long.parseLong(moment), head)
                : lastAt(passed(parameter, moment, head));
    }

    private static long reached(String parameter, long position, Head head) {
        if (position > head.position()) {
            throw Rejection.invalid(
                    parameter,
                    "Position " + position + " is in the future; the newest is " + head.position());
        }
        return position;
    }

    /** The clock that recorded the newest event may be ahead of this one. */
    private Instant passed(String parameter, String moment, Head head) {
        var time = time(parameter, moment);
        if (time.isAfter(clock.instant()) && time.isAfter(head.recordedAt())) {
            throw Rejection.invalid(parameter, time + " is in the future");
        }
        return time;
    }

    private static Instant time(String parameter, String moment) {
        try {
            return OffsetDateTime.parse(moment.toUpperCase(Locale.ROOT)).toInstant();
        } catch (DateTimeException _) {
            throw Rejection.invalid(
                    parameter,
                    parameter + " is a position, or a time such as 2026-01-31T12:00:00Z");
        }
    }

    private long lastAt(Instant time) {
        try (var connection = database.getConnection()) {
            return LogTimes.lastAt(connection, time);
        } catch (SQLException e) {
            throw new EventStoreException(
                    "the log can't be read (SQL state " + e.getSQLState() + ")", e);
        }
    }
}
