package io.voc.tenancy.eventstore.log;

import java.time.Instant;
import java.util.UUID;

/** An event ready to be stored, before it has its place in the log. */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
public record NewEvent(
        UUID eventId,
        String tenantId,
        String aggregateType,
        String aggregateId,
        long sequence,
        String type,
        int revision,
        Instant happenedAt,
        byte[] payload,
        byte[] metadata) {}
