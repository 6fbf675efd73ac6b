package io.voc.tenancy.eventstore.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;

/**
 * Links each event to the one before: SHA-256 over the previous hash and everything stored of the
 * event, each part of varying length with its length before it. Not safe for several threads.
 */
public final class HashChain {

    /** What stands before the first event. */
    private static final int HASH_BYTES = 32;

    private final MessageDigest sha256;
    private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

    public HashChain() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The hash before the first event: 32 zeros. */
    public static byte[] beginning() {
        return new byte[HASH_BYTES];
    }

    /** The hash of a new event at its place. */
    public byte[] hash(byte[] previous, long position, Instant recordedAt, NewEvent event) {
        sha256.update(previous);
        update(position);
        update(event.eventId().getMostSignificantBits());
        update(event.eventId().getLeastSignificantBits());
        update(event.tenantId());
        update(event.aggregateType());
        update(event.aggregateId());
        update(event.sequence());
        update(event.type());
        update(event.revision());
        update(event.happenedAt().toEpochMilli());
        update(recordedAt.toEpochMilli());
        update(event.payload());
        update(event.metadata());
        return sha256.digest();
    }

    /** The hash that a stored event must have after the previous one. */
    public byte[] hash(byte[] previous, StoredEvent event) {
        return hash(previous, event.position(), event);
    }

    /** The hash that a stored event would have at another position. */
    public byte[] hash(byte[] previous, long position, StoredEvent event) {
        return hash(
                previous,
                position,
                event.recordedAt(),
                new NewEvent(
                        event.eventId(),
                        event.tenantId(),
                        event.aggregateType(),
                        event.aggregateId(),
                        event.sequence(),
                        event.type(),
                        event.revision(),
                        event.happenedAt(),
                        event.payload(),
                        event.metadata()));
    }

    private void update(String text) {
        update(text.getBytes(StandardCharsets.UTF_8));
    }

    private void update(byte[] bytes) {
        update(bytes.length);
        sha256.update(bytes);
    }

    private void update(long value) {
        number.clear().putLong(value);
        sha256.update(number.array());
    }
}
