package io.voc.tenancy.eventstore.log;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.CompletableFuture;

/** An append that somebody waits for, and what it comes to; told only when that is certain. */
final class Submission {

    private final Append append;
    private final CompletableFuture<Appended> outcome = new CompletableFuture<>();
    private @Nullable RuntimeException refusal;
    private @Nullable Appended success;

    Submission(Append append) {
        this.append = append;
    }

    Append append() {
        return append;
    }

    CompletableFuture<Appended> outcome() {
        return outcome;
    }

    /** Notes the outcome, to be told when the batch is committed. */
    void note(Appended appended) {
        success = appended;
        refusal = null;
    }

    /** Notes the outcome, to be told when the batch is committed. */
    void note(RuntimeException why) {
        refusal = why;
        success = null;
    }

    boolean isAccepted() {
        return refusal == null;
    }

    /** Tells what was noted. */
    void tell() {
        if (refusal != null) {
            outcome.completeExceptionally(refusal);
        } else {
            outcome.complete(success);
        }
    }

    void fail(Throwable why) {
        outcome.completeExceptionally(why);
    }
}
