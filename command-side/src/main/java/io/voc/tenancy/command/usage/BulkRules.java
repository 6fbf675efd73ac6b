package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.LedgerEntry.PastUse;
import io.voc.tenancy.command.usage.UnusableRecordException.Reason;
import io.voc.tenancy.contracts.identity.TypeId;
import io.voc.tenancy.contracts.plan.MetricCatalogue;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.contracts.rejection.RejectionKind;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

import java.time.Clock;
import java.time.Duration;

/** Which use that has happened already can be counted. */
@Component
final class BulkRules {

    /** Clocks may differ by so much. */
    static final Duration AHEAD = Duration.ofMinutes(5);

    /**
     * What is younger than the memory of requests less this was first counted, if ever, on a day
     * that is remembered still, though its clock was ahead and its counting takes its time.
     */
    static final Duration MARGIN = Duration.ofHours(1);

    private final MetricCatalogue metrics;
    private final Clock clock;
    private final Duration oldest;

    BulkRules(
            MetricCatalogue metrics,
            Clock clock,
            @Value("${tenancy.request-id-days}") int daysKept) {
        this.metrics = metrics;
        this.clock = clock;
        this.oldest = Duration.ofDays(daysKept).minus(MARGIN);
    }

    /**
     * Passes only what the ledger may be asked to count.
     *
     * @throws UnusableRecordException the refusal
     */
    void check(PastUse use) {
        metrics.faultOfUse(use.metric())
                .ifPresent(fault -> {
                    throw new UnusableRecordException(Reason.NO_SUCH_COUNTER, fault.detail());
                });
        if (!TypeId.TENANT.matches(use.tenantId())) {
            throw new UnusableRecordException(
                    Reason.NO_SUCH_TENANT, "tenantId is not the id of a tenant");
        }
        var now = clock.instant();
        if (use.at().isAfter(now.plus(AHEAD))) {
            throw new UnusableRecordException(
                    Reason.IN_THE_FUTURE,
                    "ce_time is more than %d minutes ahead".formatted(AHEAD.toMinutes()));
        }
        if (use.at().isBefore(now.minus(oldest))) {
            throw new UnusableRecordException(
                    Reason.TOO_OLD,
                    "ce_time is more than %d hours ago: whether this was counted is not known any more"
                            .formatted(oldest.toHours()));
        }
    }

    /**
     * Why the ledger does not count it, ever.
     *
     * @throws Rejection itself, when it may do so later
     */
    static UnusableRecordException refused(Rejection refusal) {
        if (refusal.code().kind() == RejectionKind.NOT_FOUND) {
            return new UnusableRecordException(Reason.NO_SUCH_TENANT, refusal.detail());
        }
        if (refusal.code() == RejectionCode.REQUEST_ID_REUSED) {
            return new UnusableRecordException(Reason.REQUEST_ID_REUSED, refusal.detail());
        }
        throw refusal;
    }
}
