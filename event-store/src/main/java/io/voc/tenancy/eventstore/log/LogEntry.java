package io.voc.tenancy.eventstore.log;

/** That an event is in the log, and where; without what it says. */
public record LogEntry(
        long position, String type, String tenantId, String aggregateId, long sequence) {}
