package io.voc.tenancy.eventstore.register;

import java.time.Instant;

/**
 * What was answered to a request with an idempotency key.
 *
 * @param requestDigest tells the same request from another one under the same key
 * @param body the answer, sealed if it holds anything secret
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are
public record Answer(byte[] requestDigest, byte[] body, Instant answeredAt) {}
