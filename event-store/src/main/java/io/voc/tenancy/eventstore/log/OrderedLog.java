package io.voc.tenancy.eventstore.log;

import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import javax.sql.DataSource;

/**
 * The log as something to follow: tokens are positions, and nothing ever appears behind a reader.
 */
public final class OrderedLog implements StreamableMessageSource<TrackedEventMessage<?>> {

    private static final String BEFORE =
            "SELECT coalesce(max(position), 0) FROM event_store.event WHERE recorded_at < ?";

    private final DataSource database;
    private final EventCodec codec;
    private final LogSignal signal;

    public OrderedLog(DataSource database, EventCodec codec, LogSignal signal) {
        this.database = database;
        this.codec = codec;
        this.signal = signal;
    }

    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken token) {
        return new LogStream(database, codec, signal, position(token));
    }

    @Override
    public TrackingToken createTailToken() {
        return new GlobalSequenceTrackingToken(0);
    }

    @Override
    public TrackingToken createHeadToken() {
        return new GlobalSequenceTrackingToken(head().position());
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        try (var connection = database.getConnection();
                var select = connection.prepareStatement(BEFORE)) {
            select.setObject(1, OffsetDateTime.ofInstant(time, ZoneOffset.UTC));
            try (var row = select.executeQuery()) {
                row.next();
                return new GlobalSequenceTrackingToken(row.getLong(1));
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** The end of the log, asked of the primary now. */
    public Head head() {
        try (var connection = database.getConnection()) {
            return Head.read(connection);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static long position(@Nullable TrackingToken token) {
        return token == null ? 0 : token.position().orElse(0);
    }

    private static EventStoreException unreadable(SQLException failure) {
        return new EventStoreException(
                "the log can't be read (SQL state " + failure.getSQLState() + ")", failure);
    }
}
