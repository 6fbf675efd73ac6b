package io.voc.tenancy.benchmarks;

import java.util.Arrays;
import java.util.Collection;

/** Every latency measured, none of them thrown away. Not safe for several threads. */
final class Latencies {

    private static final int AT_FIRST = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private long[] nanos = new long[AT_FIRST];
    private int count;

    void add(long nanosTaken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = nanosTaken;
    }

    static Latencies allOf(Collection<Latencies> parts) {
        var all = new Latencies();
        parts.forEach(part -> {
            all.nanos = Arrays.copyOf(all.nanos, all.count + part.count + 1);
            System.arraycopy(part.nanos, 0, all.nanos, all.count, part.count);
            all.count += part.count;
        });
        return all;
    }

    int count() {
        return count;
    }

    /**
     * The latency in milliseconds that so many of a hundred stayed within; NaN when there is none.
     */
    double percentile(int percent) {
        if (count == 0) {
            return Double.NaN;
        }
        Arrays.sort(nanos, 0, count);
        int rank = (int) Math.ceil(count * percent / 100.0);
        return nanos[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }
}
