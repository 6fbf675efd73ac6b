package io.voc.tenancy.benchmarks;

import com.zaxxer.hikari.HikariDataSource;

import io.voc.tenancy.benchmarks.BenchmarkDatabase.Part;
import io.voc.tenancy.eventstore.log.Appended;
import io.voc.tenancy.eventstore.log.BulkReader;
import io.voc.tenancy.eventstore.log.ChainVerifier;
import io.voc.tenancy.eventstore.log.Verification.Broken;
import io.voc.tenancy.eventstore.log.Verification.Intact;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;

/**
 * Verifying the chain of a log that the appender has written, against PostgreSQL's own copying of
 * it to nowhere; the best of a few turns.
 */
final class ChainVerification {

    private static final String VERIFY = "verification of the chain";
    private static final int THREADS = 2;
    private static final int TURNS = 3;
    private static final int IN_FLIGHT = 512;

    private ChainVerification() {}

    static void measure(BenchmarkDatabase server, Settings settings, Report report)
            throws Exception {
        try (var part = server.part("chain")) {
            report.progress("appending %,d events".formatted(settings.events()));
            append(part, settings.events());
            part.execute("VACUUM ANALYZE event_store.event");
            try (var connections = part.connections(THREADS + 1)) {
                double verified = 0;
                double copied = 0;
                for (int turn = 0; turn < TURNS; turn++) {
                    verified = Math.max(verified, verifiedPerSecond(connections));
                    copied = Math.max(copied, BulkRead.copiedPerSecond(connections));
                }
                report.add(VERIFY, 1, verified);
                report.add(BulkRead.COPY, 1, copied);
                report.ratio("chain-verification-vs-copy", verified, copied);
            }
        }
    }

    private static void append(Part part, int events) {
        try (var appender = new OwnAppender(part)) {
            var pending = new ArrayDeque<CompletableFuture<Appended>>();
            for (int i = 0; i < events; i++) {
                pending.add(appender.append());
                if (pending.size() > IN_FLIGHT) {
                    pending.remove().join();
                }
            }
            pending.forEach(CompletableFuture::join);
        }
    }

    private static double verifiedPerSecond(HikariDataSource connections) throws SQLException {
        var begun = System.nanoTime();
        var verifier = new ChainVerifier(connections, new BulkReader(connections, THREADS));
        return switch (verifier.verify((_, _) -> {})) {
            case Intact intact -> intact.position() * 1e9 / (System.nanoTime() - begun);
            case Broken broken -> throw new IllegalStateException(broken.detail());
        };
    }
}
