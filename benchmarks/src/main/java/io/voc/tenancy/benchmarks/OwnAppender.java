package io.voc.tenancy.benchmarks;

import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;
import io.voc.tenancy.eventstore.log.Appended;
import io.voc.tenancy.eventstore.log.Appender;
import io.voc.tenancy.eventstore.log.LogNotifications;
import io.voc.tenancy.eventstore.log.LogSignal;

import java.time.Clock;
import java.util.concurrent.CompletableFuture;

/** The engine's appender by itself, on an empty log, telling other processes of its commits. */
final class OwnAppender implements AutoCloseable {

    private static final int CONNECTIONS = 3;

    private final SampleEvents events = new SampleEvents();
    private final HikariDataSource database;
    private final LogNotifications notifications;
    private final Appender appender;

    OwnAppender(Part part) {
        part.migrate();
        database = part.connections(CONNECTIONS);
        notifications = new LogNotifications(database, new LogSignal());
        appender = new Appender(database, Clock.systemUTC(), notifications::logHasGrown);
    }

    /** Appends one event, soon. */
    CompletableFuture<Appended> append() {
        return appender.submit(events.append());
    }

    @Override
    public void close() {
        appender.close();
        notifications.close();
        database.close();
    }
}
