package io.voc.tenancy.eventstore.secrecy;

/** A tenant's data key as it is stored: encrypted by a master key. */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are
public record WrappedKey(String tenantId, byte[] wrapped) {}
