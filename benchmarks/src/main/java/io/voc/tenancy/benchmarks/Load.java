package io.voc.tenancy.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers on virtual threads that call again and again, each waiting for its answer, for the
 * warm-up and the time that counts.
 */
final class Load {

    private static final int WARM_UPS = 4;

    private final Call call;
    private final long countedFrom;
    private final long end;
    private final AtomicBoolean failed = new AtomicBoolean();

    private Load(Settings settings, Call call) {
        this.call = call;
        this.countedFrom = System.nanoTime() + settings.warmUp().toNanos();
        this.end = countedFrom + settings.time().toNanos();
    }

    /** What a caller does again and again. */
    interface Call {

        /** Calls once; callers are numbered from 0. */
        void by(int caller) throws Exception;
    }

    /** What came of it. */
    record Result(double perSecond, Latencies latencies) {}

    /** Runs many callers without counting, until the compiler has seen enough of the code. */
    static void warmUp(Settings settings, Call call) {
        var longer = settings.warmUp().multipliedBy(WARM_UPS);
        var _ = run(64, new Settings(longer, Duration.ZERO, 0, 0, 0, Set.of()), call);
    }

    /**
     * Runs so many callers.
     *
     * @throws IllegalStateException when any call fails: then nothing was measured
     */
    static Result run(int callers, Settings settings, Call call) {
        var load = new Load(settings, call);
        var latencies = Latencies.allOf(load.together(callers));
        return new Result(latencies.count() / (settings.time().toNanos() / 1e9), latencies);
    }

    /**
     * Runs so many callers at a steady rate of all together. A latency counts from the moment when
     * the call was due, whether or not the one before was answered by then.
     */
    static Result paced(int callers, double perSecond, Settings settings, Call call) {
        var load = new Load(settings, call);
        long between = Math.round(callers / perSecond * 1e9);
        var latencies =
                Latencies.allOf(load.together(callers, caller -> load.keepPace(caller, between)));
        return new Result(latencies.count() / (settings.time().toNanos() / 1e9), latencies);
    }

    /** As {@link #paced}, at half of the rate of a peak, and reported beside it. */
    static Result halfOf(
            Result peak, String what, int callers, Settings settings, Report report, Call call) {
        var result = paced(callers, peak.perSecond() / 2, settings, call);
        report.add(what + ", at half of that", callers, result);
        return result;
    }

    private List<Latencies> together(int callers) {
        return together(callers, this::repeat);
    }

    private interface Loop {
        Latencies by(int caller) throws Exception;
    }

    private List<Latencies> together(int callers, Loop loop) {
        var calling = new ArrayList<Future<Latencies>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < callers; i++) {
                int caller = i;
                Callable<Latencies> calls = () -> loop.by(caller);
                calling.add(threads.submit(calls));
            }
        }
        var latencies = new ArrayList<Latencies>();
        for (var caller : calling) {
            latencies.add(resultOf(caller));
        }
        return latencies;
    }

    private Latencies repeat(int caller) throws Exception {
        var latencies = new Latencies();
        long started = System.nanoTime();
        while (started < end && !failed.get()) {
            callOnce(caller);
            long answered = System.nanoTime();
            if (answered >= countedFrom && answered <= end) {
                latencies.add(answered - started);
            }
            started = answered;
        }
        return latencies;
    }

    private Latencies keepPace(int caller, long between) throws Exception {
        var latencies = new Latencies();
        long due = System.nanoTime() + ThreadLocalRandom.current().nextLong(between);
        while (due < end && !failed.get()) {
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            callOnce(caller);
            if (due >= countedFrom) {
                latencies.add(System.nanoTime() - due);
            }
            due += between;
        }
        return latencies;
    }

    private void callOnce(int caller) throws Exception {
        var done = false;
        try {
            call.by(caller);
            done = true;
        } finally {
            if (!done) {
                failed.set(true);
            }
        }
    }

    private static Latencies resultOf(Future<Latencies> caller) {
        try {
            return caller.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a call failed", failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
