package io.voc.tenancy.benchmarks;

import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.eventstore.log.EventCodec;
import io.voc.tenancy.eventstore.log.LogNotifications;
import io.voc.tenancy.eventstore.log.LogSignal;
import io.voc.tenancy.eventstore.log.OrderedLog;
import io.voc.tenancy.eventstore.secrecy.DataKeys;
import io.voc.tenancy.eventstore.secrecy.MasterKeys;
import io.voc.tenancy.eventstore.serialization.EventSerializer;
import io.voc.tenancy.eventstore.serialization.SealedMetadata;

import org.axonframework.serialization.upcasting.event.EventUpcasterChain;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A process of its own that follows the log as event processors do. Prints a line when it is ready
 * and, for each event, its position and when it was seen in microseconds since 1970; ends with its
 * standard input.
 */
public final class LogFollower {

    static final String READY = "ready";

    private static final int CONNECTIONS = 3;

    private LogFollower() {}

    /** Takes the database's JDBC URL, user and password. */
    public static void main(String[] arguments) throws Exception {
        var database = new HikariDataSource();
        database.setJdbcUrl(arguments[0]);
        database.setUsername(arguments[1]);
        database.setPassword(arguments[2]);
        database.setMaximumPoolSize(CONNECTIONS);
        Thread.ofPlatform().daemon().start(LogFollower::endWithInput);
        follow(database);
    }

    private static void follow(HikariDataSource database) throws InterruptedException {
        var signal = new LogSignal();
        var noKeys = new DataKeys(MasterKeys.parse("A".repeat(43)), _ -> Optional.empty());
        var codec =
                new EventCodec(
                        new EventSerializer(noKeys),
                        new SealedMetadata(noKeys),
                        new EventUpcasterChain());
        var log = new OrderedLog(database, codec, signal);
        try (var _ = new LogNotifications(database, signal);
                var stream = log.openStream(log.createHeadToken())) {
            System.out.println(READY);
            while (true) {
                var event = stream.nextAvailable();
                var seen = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                System.out.println(event.trackingToken().position().orElseThrow() + " " + seen);
            }
        }
    }

    private static void endWithInput() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException _) {
            // ended, too
        }
        System.exit(0);
    }
}
