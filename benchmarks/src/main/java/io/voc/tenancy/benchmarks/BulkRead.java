package io.voc.tenancy.benchmarks;

import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.log.Head;
import io.voc.tenancy.eventstore.log.StoredEvent;
import io.voc.tenancy.eventstore.secrecy.DataKeys;

import org.postgresql.PGConnection;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.sql.DataSource;

/**
 * Reading the whole log with decoding, against PostgreSQL's own copying of it to nowhere; the best
 * of a few turns.
 */
final class BulkRead {

    private static final String READ = "bulk read with decoding";
    static final String COPY = "COPY event_store.event TO STDOUT";
    private static final int THREADS = 2;
    private static final int TURNS = 3;

    private final HikariDataSource connections;
    private final EventCodec codec;
    private final DataKeys keys;

    BulkRead(HikariDataSource connections, EventCodec codec, DataKeys keys) {
        this.connections = connections;
        this.codec = codec;
        this.keys = keys;
    }

    void measure(Report report) throws SQLException, IOException {
        double read = 0;
        double copied = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            report.progress("reading the log, turn " + (turn + 1) + " of " + TURNS);
            read = Math.max(read, readPerSecond());
            copied = Math.max(copied, copiedPerSecond(connections));
        }
        report.add(READ, 1, read);
        report.add(COPY, 1, copied);
        report.ratio("bulk-read-vs-copy", read, copied);
    }

    private double readPerSecond() throws SQLException {
        var decoded = new AtomicLong();
        var begun = System.nanoTime();
        new BulkReader(connections, THREADS, keys)
                .read(0, head(), this::payload, events -> decoded.addAndGet(events.size()));
        return perSecond(decoded.get(), begun);
    }

    private Object payload(StoredEvent event) {
        return codec.decode(List.of(event)).findFirst().orElseThrow().getPayload();
    }

    /** Rows per second that PostgreSQL copies of the whole log to nowhere. */
    static double copiedPerSecond(DataSource connections) throws SQLException, IOException {
        var begun = System.nanoTime();
        try (var connection = connections.getConnection()) {
            long rows =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut(COPY, OutputStream.nullOutputStream());
            return perSecond(rows, begun);
        }
    }

    private long head() throws SQLException {
        try (var connection = connections.getConnection()) {
            return Head.read(connection).position();
        }
    }

    private static double perSecond(long events, long begun) {
        return events * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begun);
    }
}
