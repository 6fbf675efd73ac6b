package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.Counters.Of;
import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.command.usage.LedgerEntry.Correction;
import io.voc.tenancy.command.usage.LedgerEntry.Extension;
import io.voc.tenancy.command.usage.LedgerEntry.PastUse;
import io.voc.tenancy.command.usage.LedgerEntry.Release;
import io.voc.tenancy.command.usage.LedgerEntry.Reservation;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.rejection.QuotaState;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Optional;

/** Decides on one entry after another, and changes what the next is judged by. */
record Judge(
        Instant now,
        TenantRules rules,
        Counters counters,
        Grants grants,
        Places places,
        Crossings crossings,
        Overages overages) {

    private static final long WORTH_ANOTHER_TRY = 1;

    /**
     * What an entry comes to, which is counted from now on.
     *
     * @throws Rejection when it is refused, and nothing is counted
     */
    LedgerAnswer answer(LedgerEntry entry) {
        return switch (entry) {
            case Consumption consumption -> consume(consumption);
            case PastUse use -> record(use);
            case Correction correction -> correct(correction);
            case Reservation reservation -> reserve(reservation);
            case Extension extension -> extend(extension);
            case Release release -> release(release);
        };
    }

    private LedgerAnswer consume(Consumption entry) {
        var of = Of.of(entry);
        var counter = counters.at(of, now);
        var tightest = new Tightest(rules.limits(entry.tenantId(), entry.metric()), counter);
        var excess = tightest.excess(entry.amount());
        if (excess > 0 && !grants.draw(of, excess, now)) {
            var limit = tightest.refusing();
            crossings.refused(
                    of, limit, Tightest.period(limit), counter.at(), tightest.used(limit));
            throw tightest.refusal(entry.metric());
        }
        counter.add(entry.amount());
        noteCrossings(of, tightest);
        return tightest.answer();
    }

    /** By the periods that it happened in; what neither limits nor grants allow is overage. */
    private LedgerAnswer record(PastUse entry) {
        var of = Of.of(entry);
        var counter = counters.at(of, now);
        var limits = rules.limits(entry.tenantId(), entry.metric());
        var past = PastUses.heldAgainst(limits, counter, entry);
        var passed = past.passed(entry.amount());
        var drawn = grants.drawUpTo(of, past.excess(entry.amount()), past.at());
        passed.forEach((period, amount) -> overages.add(of, period, past.at(), amount - drawn));
        counter.add(entry.amount(), past.at());
        noteCrossings(of, past);
        return new Tightest(limits, counter).answer();
    }

    /** It is a fact, so nothing refuses it and no grant is drawn; what it takes off is untold. */
    private LedgerAnswer correct(Correction entry) {
        var of = Of.of(entry);
        var counter = counters.at(of, now);
        counter.correct(entry.amount(), entry.occurredAt());
        var tightest = new Tightest(rules.limits(entry.tenantId(), entry.metric()), counter);
        if (entry.amount() > 0) {
            noteCrossings(of, tightest);
        }
        return tightest.answer();
    }

    private void noteCrossings(Of of, Tightest tightest) {
        for (var limit : tightest.limits()) {
            crossings.note(of, limit, Tightest.period(limit), tightest.at(), tightest.used(limit));
        }
    }

    private LedgerAnswer reserve(Reservation entry) {
        var of = Of.of(entry);
        var limit = limit(of);
        var taken = places.taken(of);
        if (limit.filter(it -> it.enforcement() == Enforcement.HARD && taken >= it.amount())
                .isPresent()) {
            crossings.refused(of, limit.get(), LimitPeriod.DAY, now, taken);
            throw Rejection.quotaExceeded(
                    "All %d %s are taken".formatted(limit.get().amount(), entry.metric()),
                    new QuotaState(limit.get().amount(), 0, WORTH_ANOTHER_TRY));
        }
        var end = now.plusSeconds(entry.ttlSeconds());
        places.take(entry, end);
        limit.ifPresent(it -> crossings.note(of, it, LimitPeriod.DAY, now, taken + 1));
        return answer(of, end, entry.reservationId());
    }

    private LedgerAnswer extend(Extension entry) {
        checkThereIs(entry.reservationId());
        if (!places.isTaken(entry.reservationId())) {
            throw new Rejection(
                    RejectionCode.RESERVATION_ENDED,
                    "The reservation has ended, and its place may be another's; make a new one");
        }
        var end = now.plusSeconds(entry.ttlSeconds());
        places.keep(entry.reservationId(), Of.of(entry), end);
        return answer(Of.of(entry), end, entry.reservationId());
    }

    private LedgerAnswer release(Release entry) {
        checkThereIs(entry.reservationId());
        if (places.isTaken(entry.reservationId())) {
            places.giveBack(entry.reservationId(), Of.of(entry));
        }
        return answer(
                Of.of(entry),
                places.end(entry.reservationId()).orElseThrow(),
                entry.reservationId());
    }

    private void checkThereIs(String reservationId) {
        if (places.end(reservationId).isEmpty()) {
            throw Rejection.notFound(TypeId.RESERVATION.thing(), reservationId);
        }
    }

    private LedgerAnswer answer(Of of, @Nullable Instant end, String reservationId) {
        var limit = limit(of);
        return new LedgerAnswer(
                places.taken(of),
                limit.map(Limit::amount).orElse(null),
                limit.map(it -> Math.max(0, it.amount() - places.taken(of))).orElse(null),
                end,
                reservationId);
    }

    private Optional<Limit> limit(Of of) {
        return rules.limits(of.tenantId(), of.metric()).stream().findFirst();
    }
}
