package io.voc.tenancy.command.onboarding;

import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Does what a batch of events asks for on threads of its own: a command that is sent within the
 * batch's unit of work is only committed with that. One tenant's work is done in order, that of
 * several side by side; the batch is done when all of it is, and comes again if some failed.
 */
@Component
final class WorkBeside {

    private static final String RESOURCE = WorkBeside.class.getName();

    /** Each needs a connection to the database for a while. */
    private static final int AT_ONCE = 12;

    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    void add(UnitOfWork<?> batch, String tenantId, Runnable work) {
        batch.root()
                .<Map<String, List<Runnable>>>getOrComputeResource(
                        RESOURCE, _ -> begin(batch.root()))
                .computeIfAbsent(tenantId, _ -> new ArrayList<>())
                .add(work);
    }

    private Map<String, List<Runnable>> begin(UnitOfWork<?> batch) {
        var work = new LinkedHashMap<String, List<Runnable>>();
        batch.onPrepareCommit(_ -> doAll(work));
        return work;
    }

    private void doAll(Map<String, List<Runnable>> work) {
        var running = new ArrayList<Future<?>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            work.values().forEach(ofTenant -> running.add(threads.submit(() -> inTurn(ofTenant))));
        }
        running.forEach(WorkBeside::check);
    }

    private void inTurn(List<Runnable> work) {
        turns.acquireUninterruptibly();
        try {
            work.forEach(Runnable::run);
        } finally {
            turns.release();
        }
    }

    private static void check(Future<?> done) {
        try {
            done.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("what events ask for can't be done", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped before it was done", e);
        }
    }
}
