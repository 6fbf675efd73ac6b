package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.LedgerEntry.Correction;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has corrections that are recorded counted by the ledger, each once by its id. */
@Component
final class Corrections {

    private static final Logger log = LoggerFactory.getLogger(Corrections.class);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Ledger ledger;

    Corrections(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Counts it, unless its tenant is gone for good.
     *
     * @throws RuntimeException when the ledger can't do it now; may be asked again
     */
    void count(Correction correction) {
        try {
            ledger.submit(correction).join();
        } catch (CompletionException failure) {
            if (!(failure.getCause() instanceof Rejection refusal)
                    || refusal.code() != RejectionCode.NOT_FOUND) {
                throw failure;
            }
            log.info("{} is not counted: {}", correction.correctionId(), refusal.detail());
        }
    }

    /** Counts it now, if that can be done soon; else it is done by whoever follows the log. */
    void countSoon(Correction correction) {
        try {
            ledger.submit(correction).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | Rejection e) {
            log.warn("{} is counted later, as that failed now", correction.correctionId(), e);
        }
    }
}
