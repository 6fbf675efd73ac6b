package io.voc.tenancy.eventstore.register;

import org.jspecify.annotations.Nullable;

/**
 * What was answered to a request with an idempotency key.
 *
 * @param requestDigest tells the same request from another one under the same key
 * @param tenantId whose data key sealed the body; null when it lay there in clear
 * @param body the answer in clear; null when it is erased, as the tenant is purged
 * @param position the log's head after the commit; a read that includes it includes what was done
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are
public record StoredAnswer(
        byte[] requestDigest, @Nullable String tenantId, byte @Nullable [] body, long position) {}
