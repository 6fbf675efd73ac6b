package io.voc.tenancy.e2e;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Does the same many times in the same moment. */
final class AtOnce {

    private AtOnce() {}

    /**
     * What came of each, in the order of their numbers from 0; none begins before all are there.
     */
    static <T> List<T> all(int count, IntFunction<T> each) {
        var ready = new CountDownLatch(count);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    IntStream.range(0, count)
                            .mapToObj(number ->
                                    threads.submit(
                                            (Callable<T>)
                                                    () -> {
                                                        ready.countDown();
                                                        ready.await();
                                                        return each.apply(number);
                                                    }))
                            .toList();
            return running.stream().map(AtOnce::result).toList();
        }
    }

    /** Does all of it; fails if one does. */
    static void run(Runnable... actions) {
        var _ =
                all(
                        actions.length,
                        number -> {
                            actions[number].run();
                            return number;
                        });
    }

    /** What came of it, or its failure. */
    static <T> T result(Future<T> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AssertionError failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
