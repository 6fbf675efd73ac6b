package io.voc.tenancy.command.usage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import io.voc.tenancy.contracts.rejection.Rejection;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import javax.sql.DataSource;

/**
 * What tenants use, exact and durable before it is acknowledged. Any number of nodes may write to
 * it: each judges what has locked the counters it is about.
 */
public final class Ledger implements AutoCloseable {

    /** One writes while the other's disk is busy; a tenant's entries all take the same. */
    private static final int COMMITTERS = 2;

    private static final long KNOWN_CROSSINGS = 200_000;

    private final Clock clock;
    private final int daysKept;
    private final RecordDays days;
    private final Runnable onCrossing;
    private final Cache<Crossing.Place, Boolean> known =
            Caffeine.newBuilder().maximumSize(KNOWN_CROSSINGS).build();
    private final List<Committer> committers;

    /**
     * Starts the ledger of a node.
     *
     * @param daysKept how many full days a request is remembered for
     * @param onCrossing called when thresholds were reached and stored; must be quick
     */
    public Ledger(DataSource database, Clock clock, int daysKept, Runnable onCrossing) {
        this.clock = clock;
        this.daysKept = daysKept;
        this.onCrossing = onCrossing;
        days = new RecordDays(database);
        committers =
                IntStream.range(0, COMMITTERS)
                        .mapToObj(i -> new Committer("ledger-" + i, database, new Batches()))
                        .toList();
    }

    /**
     * Writes an entry, soon.
     *
     * @return completes when the outcome is certain; exceptionally with a {@link Rejection} when
     *     the entry is refused or the database is away, in which case the same may be sent again
     * @throws Rejection {@code overloaded} when too many wait already, {@code unavailable} when the
     *     node is stopping
     */
    public CompletableFuture<LedgerAnswer> submit(LedgerEntry entry) {
        return submit(new Submission(entry));
    }

    /** The same, for who wants to know more of it than the answer. */
    CompletableFuture<LedgerAnswer> submit(Submission submission) {
        var tenantId = submission.entry().tenantId();
        return committers.get(Math.floorMod(tenantId.hashCode(), COMMITTERS)).submit(submission);
    }

    /** Makes room for the requests of the next days. */
    void openNextDays() throws SQLException {
        days.openAhead(Records.day(clock.instant()));
    }

    /**
     * Forgets requests that are older than they have to be known.
     *
     * @throws SQLException also when somebody reads them just now; may be tried again
     */
    void forgetOldRequests() throws SQLException {
        days.dropBefore(oldest(clock.instant()));
    }

    @Override
    public void close() {
        committers.forEach(Committer::close);
    }

    private LocalDate oldest(Instant now) {
        return Records.day(now).minusDays(daysKept);
    }

    private final class Batches implements Committer.BatchMaker {

        @Override
        public LedgerBatch batch(List<Submission> submissions) throws SQLException {
            var now = clock.instant();
            days.open(Records.day(now));
            return new LedgerBatch(
                    submissions, clock, oldest(now), place -> known.getIfPresent(place) != null);
        }

        @Override
        public void stored(LedgerBatch batch) {
            if (!batch.crossings().isEmpty()) {
                batch.crossings().forEach(place -> known.put(place, true));
                onCrossing.run();
            }
        }

        @Override
        public void failed() {
            days.forget();
        }
    }
}
