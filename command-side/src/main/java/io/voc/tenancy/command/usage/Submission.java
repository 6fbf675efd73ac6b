package io.voc.tenancy.command.usage;

import io.voc.tenancy.contracts.rejection.Rejection;

import org.jspecify.annotations.Nullable;

import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** An entry on its way into the ledger, and who waits for it. */
final class Submission {

    private final LedgerEntry entry;
    private final @Nullable UUID digest;
    private final CompletableFuture<LedgerAnswer> outcome = new CompletableFuture<>();
    private @Nullable LedgerAnswer answer;
    private @Nullable Rejection refusal;
    private boolean isRepeat;

    Submission(LedgerEntry entry) {
        this.entry = entry;
        this.digest =
                entry instanceof LedgerEntry.Request request ? RequestDigest.of(request) : null;
    }

    LedgerEntry entry() {
        return entry;
    }

    /** Names the request; null when the entry is none. */
    @Nullable UUID digest() {
        return digest;
    }

    CompletableFuture<LedgerAnswer> outcome() {
        return outcome;
    }

    /** What it will be told once the batch is stored; an earlier one no longer counts. */
    void note(LedgerAnswer judged) {
        answer = judged;
        refusal = null;
        isRepeat = false;
    }

    void note(Rejection judged) {
        refusal = judged;
    }

    /** It was answered before, and counts no more. */
    void noteRepeat(LedgerAnswer before) {
        note(before);
        isRepeat = true;
    }

    /** Whether what it was told had been answered before; to be asked once it is told. */
    boolean isRepeat() {
        return isRepeat;
    }

    void tell() {
        if (refusal == null) {
            outcome.complete(Objects.requireNonNull(answer, "not judged"));
        } else {
            outcome.completeExceptionally(refusal);
        }
    }

    void fail(Throwable failure) {
        outcome.completeExceptionally(failure);
    }
}
