package io.voc.tenancy.benchmarks;

import io.voc.tenancy.benchmarks.KeepAliveConnection.Answer;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * Changes one tenant after the other through the gateway, so many in a second whether or not those
 * before are answered, and after each answer reads at one node of the query side or another.
 */
final class SteadyWrites implements AutoCloseable {

    private static final int CLIENTS = 64;

    private final List<String> tenants;
    private final long nanosBetween;
    private final BlockingQueue<Client> idle = new LinkedBlockingQueue<>();
    private int count;

    /** What follows a write's answer. */
    interface Sight {

        /** Reads until it sees what it is after; {@code other} is a tenant long unchanged. */
        void see(KeepAliveConnection reader, String path, String other, Answer write)
                throws IOException;
    }

    private record Client(KeepAliveConnection writer, KeepAliveConnection reader) {}

    SteadyWrites(int gateway, List<Integer> nodes, List<String> tenants, int perSecond)
            throws IOException {
        this.tenants = tenants;
        this.nanosBetween = Duration.ofSeconds(1).toNanos() / perSecond;
        var token = OperatorToken.mint();
        for (int i = 0; i < CLIENTS; i++) {
            var node = nodes.get(i % nodes.size());
            idle.add(
                    new Client(
                            new KeepAliveConnection(gateway, token),
                            new KeepAliveConnection(node, token)));
        }
    }

    /**
     * Goes on for the warm-up and the time that counts.
     *
     * @return the rate of the writes, and how long it took from the answer of each to the end of
     *     its sight
     * @throws IllegalStateException when any request fails: then nothing was measured
     */
    Load.Result run(Duration warmUp, Duration time, Sight sight) throws InterruptedException {
        var _ = all(warmUp, sight);
        long started = System.nanoTime();
        var latencies = all(time, sight);
        return new Load.Result(
                latencies.count() / ((System.nanoTime() - started) / 1e9), latencies);
    }

    private Latencies all(Duration time, Sight sight) throws InterruptedException {
        var running = new ArrayList<Future<Long>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long started = System.nanoTime();
            for (long at = 0; at < time.toNanos(); at += nanosBetween) {
                while (System.nanoTime() - started < at) {
                    LockSupport.parkNanos(started + at - System.nanoTime());
                }
                int number = count++;
                running.add(threads.submit(() -> write(number, sight)));
            }
        }
        var latencies = new Latencies();
        for (var write : running) {
            latencies.add(nanosOf(write));
        }
        return latencies;
    }

    private long write(int number, Sight sight) throws IOException, InterruptedException {
        var client = idle.take();
        try {
            return write(client, number, sight);
        } finally {
            idle.add(client); // also after a failure, lest the others wait for it
        }
    }

    private long write(Client client, int number, Sight sight) throws IOException {
        var path = pathOf(number);
        var answer = client.writer().put(path, profile(number));
        long answered = System.nanoTime();
        if (answer.status() != 200) {
            throw new IOException("answered " + answer.status());
        }
        sight.see(client.reader(), path, pathOf(number + tenants.size() / 2), answer);
        return System.nanoTime() - answered;
    }

    private String pathOf(int number) {
        return "/api/v1/tenants/" + tenants.get(number % tenants.size());
    }

    private static String profile(int number) {
        return "{\"name\":\"Renamed %1$d\",\"contactEmail\":\"ops@renamed-%1$d.example\"}"
                .formatted(number);
    }

    private static long nanosOf(Future<Long> write) throws InterruptedException {
        try {
            return write.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a request failed", failure.getCause());
        }
    }

    @Override
    public void close() throws IOException {
        for (var client : idle) {
            client.writer().close();
            client.reader().close();
        }
    }
}
