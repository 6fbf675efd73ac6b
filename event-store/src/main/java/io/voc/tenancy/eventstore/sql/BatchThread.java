package io.voc.tenancy.eventstore.sql;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread of its own for work that costs about the same for many as for one: what comes while it
 * is busy is done together, next.
 */
public final class BatchThread<T> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(BatchThread.class);
    private static final Duration GATHER = Duration.ofNanos(400_000);
    private static final Duration GLANCE = Duration.ofNanos(40_000);
    private static final Duration DRAIN = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Work<T> work;
    private final int mostAtOnce;
    private final BlockingQueue<T> queue;
    private final Thread thread;
    private int expected; // who was told last, and those who came meanwhile
    private long toldAt;
    private volatile boolean isClosing;

    /** What is to be done, on the thread alone but for {@link #fail}. */
    public interface Work<T> {

        /** Does it, and tells each what came of it, after {@link #willTell}. */
        void run(List<T> batch) throws InterruptedException;

        /** Tells one that it was not done, unless it was told something before. */
        void fail(T one, Throwable why);

        /** A batch failed, or there will be no other: lets go of what is kept between batches. */
        void reset();
    }

    /**
     * A thread that is not started.
     *
     * @param mostWaiting beyond which nothing is taken
     * @param mostAtOnce how many a batch has at most
     */
    public BatchThread(String name, int mostWaiting, int mostAtOnce, Work<T> work) {
        this.work = work;
        this.mostAtOnce = mostAtOnce;
        queue = new ArrayBlockingQueue<>(mostWaiting);
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /**
     * Adds to what is done next.
     *
     * @throws Rejection {@code overloaded} when too many wait already, {@code unavailable} when the
     *     node is stopping
     */
    public void submit(T one) {
        if (isClosing) {
            throw stopping();
        }
        if (!queue.offer(one)) {
            throw new Rejection(
                    RejectionCode.OVERLOADED, "Too many writes wait already; try again");
        }
        if (isClosing && queue.remove(one)) { // or it is being done
            throw stopping();
        }
    }

    /** So many are about to be told, and each of them is likely to come again at once. */
    public void willTell(int count) {
        expected = count + queue.size();
    }

    /** Does what waits, then stops; what can't be done in 20 s is refused. */
    @Override
    public void close() {
        isClosing = true;
        try {
            if (!thread.join(DRAIN)) {
                log.warn("{} did not finish in {} s", thread.getName(), DRAIN.toSeconds());
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        queue.forEach(one -> work.fail(one, stopping()));
    }

    private void run() {
        var batch = new ArrayList<T>(mostAtOnce);
        while (!isClosing || !queue.isEmpty()) {
            try {
                var first = queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    gather();
                    queue.drainTo(batch, mostAtOnce - 1);
                    work.run(List.copyOf(batch));
                    toldAt = System.nanoTime();
                }
            } catch (InterruptedException _) {
                batch.forEach(one -> work.fail(one, stopping()));
                break;
            } catch (Throwable e) { // a defect; whoever waits must not wait for ever
                batch.forEach(one -> work.fail(one, e));
                log.error("a batch failed", e);
                work.reset();
            } finally {
                batch.clear();
            }
        }
        work.reset();
    }

    /** Waits a moment for those who have just been told, as they cost no more with the others. */
    private void gather() {
        while (queue.size() + 1 < expected && System.nanoTime() - toldAt < GATHER.toNanos()) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
    }

    private static Rejection stopping() {
        return new Rejection(RejectionCode.UNAVAILABLE, "The node is stopping");
    }
}
