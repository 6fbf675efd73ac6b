package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.command.usage.LedgerEntry.Correction;
import io.voc.tenancy.command.usage.LedgerEntry.Extension;
import io.voc.tenancy.command.usage.LedgerEntry.PastUse;
import io.voc.tenancy.command.usage.LedgerEntry.Release;
import io.voc.tenancy.command.usage.LedgerEntry.Reservation;
import io.voc.tenancy.command.usage.PastPeriods.PeriodOf;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.sql.SqlBatch;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One transaction for many entries: lock their counters; read what they are judged by; judge one
 * after another, each as if those before it were stored; write what was accepted.
 */
final class LedgerBatch {

    private final List<Submission> submissions;
    private final InstantSource clock;
    private final LocalDate oldest;
    private final Counters counters;
    private final TenantRules rules = new TenantRules();
    private final Records records = new Records();
    private final Grants grants = new Grants();
    private final Places places = new Places();
    private final Crossings crossings;
    private final Overages overages = new Overages();
    private Instant now = Instant.MIN; // until the counters are held
    private boolean isAccepted;

    /**
     * A batch that is not begun.
     *
     * @param clock tells the time of its entries, which is when their counters are held: by the
     *     time before, another may have acted upon a later one
     * @param oldest the first day whose requests are not forgotten
     * @param isKnown which crossings are known to be stored
     */
    LedgerBatch(
            List<Submission> submissions,
            InstantSource clock,
            LocalDate oldest,
            Predicate<Crossing.Place> isKnown) {
        this.submissions = submissions;
        this.clock = clock;
        this.oldest = oldest;
        counters = new Counters(of(LedgerEntry.class, Of::of));
        crossings = new Crossings(isKnown);
    }

    /** Begins a transaction that holds the counters, and decides what is to be stored. */
    void prepare(Connection connection) throws SQLException {
        lockAndRead(connection);
        var missing = counters.missing(rules::isThere);
        while (!missing.isEmpty()) { // again only if a tenant came or went meanwhile
            new SqlBatch(connection).update("ROLLBACK").execute();
            counters.begin(connection, missing);
            lockAndRead(connection);
            missing = counters.missing(rules::isThere);
        }
        now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        readAtThatTime(connection);
        var judge = new Judge(now, rules, counters, grants, places, crossings, overages);
        submissions.forEach(submission -> judge(submission, judge));
    }

    /** Whether anything is to be committed. */
    boolean changesSomething() {
        return isAccepted || !crossings.isEmpty();
    }

    /** Stores it and ends the transaction, in one round trip. */
    void commit(Connection connection) throws SQLException {
        var sql = new SqlBatch(connection);
        counters.write(sql);
        records.write(sql, Records.day(now));
        grants.write(sql);
        places.write(sql);
        crossings.write(sql, now);
        overages.write(sql);
        sql.update("COMMIT").execute();
    }

    List<Submission> submissions() {
        return submissions;
    }

    Set<Crossing.Place> crossings() {
        return crossings.places();
    }

    private void lockAndRead(Connection connection) throws SQLException {
        var sql = new SqlBatch(connection).update("BEGIN");
        counters.lock(sql);
        rules.read(sql, of(LedgerEntry.class, LedgerEntry::tenantId));
        records.read(
                sql,
                submissions.stream()
                        .map(Submission::digest)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()),
                oldest);
        sql.execute();
    }

    /** What ends at some time: not asked for by most batches. */
    private void readAtThatTime(Connection connection) throws SQLException {
        var sql = new SqlBatch(connection);
        places.read(sql, now, ofPlaces(), reservationIds());
        var past = new PastUses(of(PastUse.class, Function.identity()), rules, counters, now);
        var over = new HashSet<>(past.periodsOver());
        over.addAll(correctedPeriodsOver());
        counters.recall(sql, over);
        readGrants(sql, past);
        sql.execute();
    }

    /** Only where the allowance may not do, which is seldom. */
    private void readGrants(SqlBatch sql, PastUses past) throws SQLException {
        var wanted = new HashMap<Of, Long>();
        entries()
                .filter(entry -> rules.isThere(entry.tenantId()) && counted(entry) > 0)
                .forEach(entry -> wanted.merge(Of.of(entry), counted(entry), Long::sum));
        wanted.entrySet().removeIf(entry -> tightest(entry.getKey()).excess(entry.getValue()) == 0);
        var mayDraw = new HashSet<>(wanted.keySet());
        mayDraw.addAll(past.withHardLimits());
        if (!mayDraw.isEmpty()) {
            grants.read(sql, mayDraw, past.earliest());
        }
    }

    /** What an entry adds to the present periods, at most. */
    private static long counted(LedgerEntry entry) {
        return switch (entry) {
            case Consumption consumption -> consumption.amount();
            case Correction correction -> Math.max(0, correction.amount());
            case PastUse _, Reservation _, Extension _, Release _ -> 0;
        };
    }

    /** No count goes below 0, so what it is must be known, limited or not. */
    private Set<PeriodOf> correctedPeriodsOver() {
        return of(Correction.class, Function.identity()).stream()
                .filter(entry -> rules.isThere(entry.tenantId()))
                .flatMap(entry ->
                        counters.at(Of.of(entry), now)
                                .periodsOver(entry.occurredAt())
                                .map(start -> new PeriodOf(Of.of(entry), start)))
                .collect(Collectors.toSet());
    }

    private Tightest tightest(Of of) {
        return new Tightest(rules.limits(of.tenantId(), of.metric()), counters.at(of, now));
    }

    private void judge(Submission submission, Judge judge) {
        var entry = submission.entry();
        try {
            rules.check(entry);
            if (entry instanceof LedgerEntry.Request request) {
                var digest = Objects.requireNonNull(submission.digest());
                var before = records.answerTo(request, digest);
                if (before.isPresent()) {
                    submission.noteRepeat(before.get());
                    return;
                }
                var answer = judge.answer(entry);
                records.add(request, digest, answer);
                submission.note(answer);
            } else {
                submission.note(judge.answer(entry));
            }
            isAccepted = true;
        } catch (Rejection refusal) {
            submission.note(refusal);
        }
    }

    private Stream<LedgerEntry> entries() {
        return submissions.stream().map(Submission::entry);
    }

    private <E extends LedgerEntry, T> Set<T> of(Class<E> type, Function<E, T> part) {
        return entries()
                .filter(type::isInstance)
                .map(type::cast)
                .map(part)
                .collect(Collectors.toSet());
    }

    private Set<Of> ofPlaces() {
        return entries()
                .filter(entry ->
                        switch (entry) {
                            case Reservation _, Extension _, Release _ -> true;
                            case Consumption _, PastUse _, Correction _ -> false;
                        })
                .map(Of::of)
                .collect(Collectors.toSet());
    }

    private Set<String> reservationIds() {
        return Stream.concat(
                        of(Extension.class, Extension::reservationId).stream(),
                        of(Release.class, Release::reservationId).stream())
                .collect(Collectors.toSet());
    }
}
