package io.voc.tenancy.command;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.gateway.RetryScheduler;
import org.axonframework.modelling.command.ConcurrencyException;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Tries a command again that lost a race for its aggregate, and nothing else: a refusal is an
 * answer.
 */
final class ConflictRetry implements RetryScheduler {

    private static final int TRIES = 20;
    private static final int LONGEST_PAUSE_MS = 20;

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    @SuppressWarnings("rawtypes") // the overridden method has it raw
    public boolean scheduleRetry(
            CommandMessage command,
            RuntimeException failure,
            List<Class<? extends Throwable>[]> failures,
            Runnable dispatch) {
        if (!(failure instanceof ConcurrencyException) || failures.size() >= TRIES) {
            return false;
        }
        var pause = ThreadLocalRandom.current().nextInt(1, LONGEST_PAUSE_MS);
        CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, threads).execute(dispatch);
        return true;
    }
}
