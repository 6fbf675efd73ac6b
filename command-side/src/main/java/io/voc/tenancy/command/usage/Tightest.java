package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.plan.Enforcement;
import io.voc.tenancy.contracts.plan.Limit;
import io.voc.tenancy.contracts.plan.LimitPeriod;
import io.voc.tenancy.contracts.rejection.QuotaState;
import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * All limits of one counter, held against what is counted.
 *
 * @param at the moment whose periods are meant, not after the counter's
 */
record Tightest(List<Limit> limits, Counter counter, Instant at) {

    /** A lifetime does not end, but limits change. */
    private static final Duration WORTH_ANOTHER_TRY = Duration.ofHours(1);

    /** In the counter's present periods. */
    Tightest(List<Limit> limits, Counter counter) {
        this(limits, counter, counter.at());
    }

    /** What passes each hard limit that an amount passes. */
    Map<LimitPeriod, Long> passed(long amount) {
        return limits.stream()
                .filter(limit -> limit.enforcement() == Enforcement.HARD && amount > left(limit))
                .collect(Collectors.toMap(Tightest::period, limit -> amount - left(limit)));
    }

    /** How much of an amount passes the hard limits: what passes most of the one it passes most. */
    long excess(long amount) {
        return limits.stream()
                .filter(limit -> limit.enforcement() == Enforcement.HARD)
                .mapToLong(limit -> amount - left(limit))
                .reduce(0, Math::max);
    }

    /** How it stands with the limit of which least is left; of equal ones, the longest lasting. */
    LedgerAnswer answer() {
        return limits.stream()
                .min(leastLeft())
                .map(this::answer)
                .orElseGet(() ->
                        new LedgerAnswer(counter.used(LimitPeriod.MONTH), null, null, null, null));
    }

    /** How it stands with the hard limit of which least is left. */
    LedgerAnswer refusingAnswer() {
        return answer(refusing());
    }

    private LedgerAnswer answer(Limit limit) {
        return new LedgerAnswer(
                used(limit), limit.amount(), left(limit), period(limit).endOf(at), null);
    }

    /** Why an amount that passes a hard limit is refused. */
    Rejection refusal(String metric) {
        var limit = refusing();
        return Rejection.quotaExceeded(
                "%d of %d %s in this %s are used, so it does not allow so many more"
                        .formatted(
                                used(limit),
                                limit.amount(),
                                metric,
                                period(limit).name().toLowerCase(Locale.ROOT)),
                new QuotaState(limit.amount(), left(limit), secondsTo(period(limit).endOf(at))));
    }

    /** The hard limit of which least is left. */
    Limit refusing() {
        return limits.stream()
                .filter(limit -> limit.enforcement() == Enforcement.HARD)
                .min(leastLeft())
                .orElseThrow();
    }

    long used(Limit limit) {
        return counter.used(period(limit), at);
    }

    static LimitPeriod period(Limit limit) {
        return Objects.requireNonNull(limit.period(), "a counter's limit has a period");
    }

    private long left(Limit limit) {
        return Math.max(0, limit.amount() - used(limit));
    }

    private Comparator<Limit> leastLeft() {
        return Comparator.comparingLong(this::left)
                .thenComparing(Tightest::period, Comparator.reverseOrder());
    }

    private long secondsTo(@Nullable Instant end) {
        var wait = end == null ? WORTH_ANOTHER_TRY : Duration.between(at, end);
        return wait.plusMillis(999).toSeconds();
    }
}
