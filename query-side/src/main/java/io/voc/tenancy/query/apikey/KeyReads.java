package io.voc.tenancy.query.apikey;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;

/**
 * Asks the register for what is wanted at about the same time in one statement. Nobody waits for
 * others to come: a statement takes what came while those before it were under way.
 */
@Component
class KeyReads {

    /** So many statements at once; more would only make each smaller. */
    private static final int AT_ONCE = 2;

    private static final int MOST = 256;

    private final KeyRegister register;
    private final DistributionSummary sizes;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ConcurrentLinkedQueue<Wanted> queue = new ConcurrentLinkedQueue<>();

    KeyReads(KeyRegister register, MeterRegistry metrics) {
        this.register = register;
        sizes =
                DistributionSummary.builder("apikey.lookups.batch")
                        .description("digests that one statement asked the register for")
                        .register(metrics);
    }

    private record Wanted(SecretDigest digest, CompletableFuture<KeyRegister.Read> answer) {}

    /** What the register says after this was called. */
    KeyRegister.Read find(SecretDigest digest) {
        var wanted = new Wanted(digest, new CompletableFuture<>());
        queue.add(wanted);
        if (readOnce() && !queue.isEmpty()) { // who has its answer does not work for others
            Thread.startVirtualThread(this::readAll);
        }
        return joined(wanted.answer());
    }

    private void readAll() {
        while (!queue.isEmpty() && readOnce()) {
            // those who came meanwhile are next
        }
    }

    /** Whether there was a place for a statement. */
    private boolean readOnce() {
        if (!places.tryAcquire()) {
            return false; // whoever has one looks at the queue after giving it back
        }
        try {
            var batch = next();
            if (!batch.isEmpty()) {
                read(batch);
            }
        } finally {
            places.release();
        }
        return true;
    }

    private List<Wanted> next() {
        var batch = new ArrayList<Wanted>();
        while (batch.size() < MOST) {
            var wanted = queue.poll();
            if (wanted == null) {
                break;
            }
            batch.add(wanted);
        }
        return batch;
    }

    private void read(List<Wanted> batch) {
        sizes.record(batch.size());
        try {
            var found = register.find(batch.stream().map(Wanted::digest).toList());
            batch.forEach(wanted -> wanted.answer().complete(found.get(wanted.digest())));
        } catch (DataAccessException e) {
            fail(batch, e);
        } catch (RuntimeException e) { // a row that can't be read is the trouble of its own reader
            if (batch.size() == 1) {
                fail(batch, e);
            } else {
                batch.forEach(wanted -> read(List.of(wanted)));
            }
        } catch (Error e) { // whoever waits for it throws it
            fail(batch, e);
        }
    }

    private static void fail(List<Wanted> batch, Throwable failure) {
        batch.forEach(wanted -> wanted.answer().completeExceptionally(failure));
    }

    private static KeyRegister.Read joined(CompletableFuture<KeyRegister.Read> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}
