package io.voc.tenancy.query.audit;

import static java.util.stream.Collectors.toSet;

import io.voc.tenancy.eventstore.log.Head;
import io.voc.tenancy.eventstore.log.LogTimes;
import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.log.TrailFilter;
import io.voc.tenancy.eventstore.log.TrailReader;
import io.voc.tenancy.eventstore.secrecy.DataKeys;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;

import javax.sql.DataSource;

/** Reads the log for the trail, newest first, with a connection only while it reads. */
@Component
class TrailEvents {

    private final JdbcTemplate jdbc;
    private final DataKeys keys;

    TrailEvents(DataSource dataSource, DataKeys keys) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.keys = keys;
    }

    /** Between two times, up to the head as it is now. */
    TrailFilter filter(TrailQuestion question) {
        return read(connection -> {
            var head = Head.read(connection).position();
            var from = question.from();
            var before = question.to();
            return new TrailFilter(
                    question.tenantId(),
                    question.actor(),
                    question.correlationId(),
                    question.types(),
                    from == null ? 0 : lastBefore(connection, from),
                    before == null ? head : Math.min(head, lastBefore(connection, before)));
        });
    }

    /** Times of recording are told to the millisecond. */
    private static long lastBefore(Connection connection, Instant time) throws SQLException {
        var whole = time.truncatedTo(ChronoUnit.MILLIS);
        return LogTimes.lastAt(connection, whole.equals(time) ? whole.minusMillis(1) : whole);
    }

    /**
     * Those before a position, read piece by piece as they are taken.
     *
     * @param atOnce how many a piece has at most
     */
    Iterator<TrailEvent> before(TrailFilter filter, long position, int atOnce) {
        return new Pieces(filter, position, atOnce);
    }

    /** The event of which a trail event knows the place; null when it knows none. */
    @Nullable StoredEvent previous(TrailEvent of) {
        var previous = of.previous();
        if (previous == null || previous.isWhole()) {
            return previous == null ? null : previous.event();
        }
        return read(connection -> TrailReader.whole(connection, previous));
    }

    private final class Pieces implements Iterator<TrailEvent> {

        private final TrailFilter filter;
        private final int atOnce;
        private final ArrayDeque<TrailEvent> piece = new ArrayDeque<>();
        private long position;
        private boolean isAtTheEnd;

        Pieces(TrailFilter filter, long position, int atOnce) {
            this.filter = filter;
            this.position = position;
            this.atOnce = atOnce;
        }

        @Override
        public boolean hasNext() {
            if (piece.isEmpty() && !isAtTheEnd) {
                piece.addAll(read(connection -> piece(connection, filter, position, atOnce)));
                isAtTheEnd = piece.isEmpty();
            }
            return !piece.isEmpty();
        }

        @Override
        public TrailEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var next = piece.remove();
            position = next.position();
            return next;
        }
    }

    private List<TrailEvent> piece(
            Connection connection, TrailFilter filter, long position, int atOnce)
            throws SQLException {
        var events = TrailReader.before(connection, filter, position, atOnce);
        keys.prepare(events.stream().map(StoredEvent::tenantId).collect(toSet()));
        var asking = events.stream().filter(event -> !types(event).isEmpty()).toList();
        var previous =
                TrailReader.previous(
                        connection,
                        asking.stream()
                                .map(event ->
                                        new TrailReader.Asked(
                                                event.aggregateId(),
                                                event.sequence(),
                                                types(event)))
                                .toList());
        var piece = new ArrayList<TrailEvent>();
        int asked = 0;
        for (var event : events) {
            var of = types(event).isEmpty() ? null : previous.get(asked++);
            piece.add(new TrailEvent(event, of));
        }
        return piece;
    }

    private static List<String> types(StoredEvent event) {
        return ChangesBefore.of(event.type());
    }

    /** What is done with a connection. */
    private interface Reading<T> {
        T read(Connection connection) throws SQLException;
    }

    private <T> T read(Reading<T> reading) {
        return Objects.requireNonNull(jdbc.execute((Connection it) -> reading.read(it)));
    }
}
