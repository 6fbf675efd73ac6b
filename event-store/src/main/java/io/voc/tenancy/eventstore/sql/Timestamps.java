package io.voc.tenancy.eventstore.sql;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Instants as the driver takes them for {@code timestamptz}. */
public final class Timestamps {

    private Timestamps() {}

    /** The instant in UTC; null for none. */
    public static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
