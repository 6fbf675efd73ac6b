package io.voc.tenancy.eventstore.log;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.eventstore.TestLog;
import io.voc.tenancy.eventstore.register.AlreadyAnsweredException;

import org.axonframework.modelling.command.ConcurrencyException;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * The appenders of nodes, two unless more are asked for, on one log, and callers who come to them
 * at once.
 */
final class Nodes implements AutoCloseable {

    private final List<Appender> nodes;

    /** What one of many callers does. */
    interface Work<T> {
        T run(int caller, Appender node) throws Exception;
    }

    Nodes(TestLog log) {
        this(log, 2);
    }

    Nodes(TestLog log, int count) {
        nodes = Stream.generate(() -> node(log)).limit(count).toList();
    }

    Appender first() {
        return nodes.getFirst();
    }

    /** What each caller was told, who all came at once, with an append each. */
    List<String> appendAtOnce(int callers, IntFunction<Append> append) throws Exception {
        return atOnce(callers, (caller, node) -> outcome(node.submit(append.apply(caller))));
    }

    /** What came of each caller's work, all begun at once. */
    <T> List<T> atOnce(int callers, Work<T> work) throws Exception {
        var together = new CountDownLatch(callers);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<T>>();
            for (int i = 0; i < callers; i++) {
                int caller = i;
                all.add(() -> {
                    together.countDown();
                    together.await();
                    return work.run(caller, nodes.get(caller % nodes.size()));
                });
            }
            var results = new ArrayList<T>();
            for (Future<T> one : threads.invokeAll(all)) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** {@code stored}, or why not. */
    static String outcome(CompletableFuture<Appended> future) throws InterruptedException {
        try {
            future.get();
            return "stored";
        } catch (ExecutionException e) {
            return switch (Objects.requireNonNull(e.getCause())) {
                case Rejection rejection -> rejection.code().code();
                case ConcurrencyException _ -> "conflict";
                case AlreadyAnsweredException _ -> "answered";
                default -> throw new IllegalStateException(e);
            };
        }
    }

    @Override
    public void close() {
        nodes.forEach(Appender::close);
    }

    private static Appender node(TestLog log) {
        return new Appender(log.pool(), Clock.systemUTC(), () -> {});
    }
}
