package io.voc.tenancy.command.usage;

import io.voc.tenancy.command.usage.LedgerEntry.Consumption;
import io.voc.tenancy.contracts.rejection.Rejection;

import java.util.UUID;
import java.util.concurrent.CompletionException;

/** Asks a ledger and waits for what it says. */
record LedgerCaller(Ledger ledger) {

    LedgerAnswer consume(String tenantId, long amount) {
        return consume(tenantId, amount, UUID.randomUUID().toString());
    }

    LedgerAnswer consume(String tenantId, long amount, String requestId) {
        return write(new Consumption(tenantId, "calls", amount, requestId));
    }

    LedgerAnswer write(LedgerEntry entry) {
        return ledger.submit(entry).join();
    }

    /** Why an entry is refused. */
    Rejection refusal(LedgerEntry entry) {
        try {
            throw new AssertionError("was not refused: " + write(entry));
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof Rejection refusal) {
                return refusal;
            }
            throw failure;
        }
    }

    /** Why so many more calls are refused. */
    Rejection refusal(String tenantId, long amount) {
        return refusal(new Consumption(tenantId, "calls", amount, UUID.randomUUID().toString()));
    }
}
