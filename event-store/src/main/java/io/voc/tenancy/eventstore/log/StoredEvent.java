package io.voc.tenancy.eventstore.log;

import java.time.Instant;
import java.util.UUID;

/**
 * An event exactly as it is stored.
 *
 * @param position its place in the log: 1, 2, 3 … without gaps
 * @param happenedAt when the aggregate decided, to the millisecond
 * @param recordedAt when it was appended, to the millisecond; never runs backwards along the log
 * @param payload JSON in UTF-8, sensitive fields encrypted
 * @param metadata JSON in UTF-8, sensitive fields encrypted
 * @param hash SHA-256 over all of this and the hash before it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
public record StoredEvent(
        long position,
        UUID eventId,
        String tenantId,
        String aggregateType,
        String aggregateId,
        long sequence,
        String type,
        int revision,
        Instant happenedAt,
        Instant recordedAt,
        byte[] payload,
        byte[] metadata,
        byte[] hash) {}
