package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.event.DomainEvent;
import io.voc.tenancy.contracts.event.EventCatalogue;

import org.axonframework.eventsourcing.eventstore.EventStoreException;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

/** Finds single events of an aggregate's past, without all that came before. */
public final class PastEvents {

    private final DataSource database;
    private final EventCodec codec;

    public PastEvents(DataSource database, EventCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /**
     * An aggregate's event of a type by its place among them.
     *
     * @param number counts from 1
     */
    public <E extends DomainEvent> Optional<E> find(
            String aggregateId, Class<E> type, long number) {
        try (var connection = database.getConnection()) {
            return LogTable.ofType(
                            connection, aggregateId, EventCatalogue.typeOf(type).name(), number)
                    .flatMap(event -> codec.decode(List.of(event)).findFirst())
                    .map(message -> type.cast(message.getPayload()));
        } catch (SQLException e) {
            throw new EventStoreException(
                    "the log can't be read (SQL state " + e.getSQLState() + ")", e);
        }
    }
}
