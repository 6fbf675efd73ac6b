package io.voc.tenancy.query;

import com.google.protobuf.Timestamp;

import java.time.DateTimeException;
import java.time.Instant;

/** Instants as gRPC's messages carry them. */
public final class ProtoTimestamps {

    private ProtoTimestamps() {}

    /** The same instant, to the nanosecond. */
    public static Timestamp of(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    /** The same instant; the farthest that there is for one that no calendar has. */
    public static Instant instant(Timestamp timestamp) {
        try {
            return Instant.ofEpochSecond(timestamp.getSeconds(), timestamp.getNanos());
        } catch (DateTimeException _) {
            return timestamp.getSeconds() < 0 ? Instant.MIN : Instant.MAX;
        }
    }
}
