package io.voc.tenancy.eventstore.log;

import com.zaxxer.hikari.HikariDataSource;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Answers without end from a cache that a feed keeps, by the feed's rule; it may be frozen at any
 * instant.
 */
final class FrozenReader {

    private static final Duration BOUND = Duration.ofMillis(500);
    private static final PrintStream OUT =
            new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private FrozenReader() {}

    public static void main(String[] arguments) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(arguments[0]);
        pool.setUsername(arguments[1]);
        pool.setPassword(arguments[2]);
        pool.setMaximumPoolSize(4);
        var cached = new AtomicLong();
        var feed = new Feed(pool, new LogSignal());
        feed.listen(event -> cached.set(event.position()));
        feed.start();
        OUT.println("> ready.");
        while (true) {
            var proof = feed.proof();
            var value = cached.get();
            var now = System.currentTimeMillis();
            if (Feed.isFresh(proof, BOUND)) {
                OUT.println("> answer " + value + " " + now + ".");
            } else {
                OUT.println("> stale " + now + ".");
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
