package io.voc.tenancy.eventstore.log;

import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.sql.DataSource;

/**
 * The ordered log behind Axon's engine interface. Events published in a unit of work are only
 * staged; {@link CommitStep} stores them when the unit of work commits.
 */
public final class OrderedLogEngine implements EventStorageEngine {

    private static final int FETCH = 1_000;

    private final DataSource database;
    private final EventCodec codec;
    private final Commits commits;
    private final OrderedLog source;
    private final Snapshots snapshots;

    public OrderedLogEngine(
            DataSource database,
            EventCodec codec,
            Commits commits,
            OrderedLog source,
            Snapshots snapshots) {
        this.database = database;
        this.codec = codec;
        this.commits = commits;
        this.source = source;
        this.snapshots = snapshots;
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        var staged =
                CurrentUnitOfWork.isStarted()
                        ? StagedCommit.of(CurrentUnitOfWork.get())
                        : new StagedCommit();
        events.forEach(event -> staged.add((DomainEventMessage<?>) event));
        if (!staged.isAwaited()) { // nobody will commit it
            commits.store(staged);
        }
    }

    @Override
    public DomainEventStream readEvents(String aggregateId, long firstSequence) {
        return codec.decodeAggregate(
                Stream.iterate(
                                read(aggregateId, firstSequence),
                                page -> !page.isEmpty(),
                                page -> next(aggregateId, page))
                        .flatMap(List::stream));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateId) {
        try (var connection = database.getConnection()) {
            return LogTable.lastSequence(connection, aggregateId).stream().boxed().findFirst();
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        snapshots.store(snapshot);
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateId) {
        return snapshots.read(aggregateId);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(
            @Nullable TrackingToken token, boolean mayBlock) {
        try (var connection = database.getConnection()) {
            var after = token == null ? 0 : token.position().orElse(0);
            return codec.decode(LogTable.readAfter(connection, after, FETCH));
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public TrackingToken createTailToken() {
        return source.createTailToken();
    }

    @Override
    public TrackingToken createHeadToken() {
        return source.createHeadToken();
    }

    private List<StoredEvent> next(String aggregateId, List<StoredEvent> page) {
        return page.size() < FETCH ? List.of() : read(aggregateId, page.getLast().sequence() + 1);
    }

    private List<StoredEvent> read(String aggregateId, long from) {
        try (var connection = database.getConnection()) {
            return LogTable.readAggregate(connection, aggregateId, from, FETCH);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static EventStoreException unreadable(SQLException failure) {
        return new EventStoreException(
                "the log can't be read (SQL state " + failure.getSQLState() + ")", failure);
    }
}
