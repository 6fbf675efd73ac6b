package io.voc.tenancy.query;

import com.google.protobuf.Timestamp;

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
}
