package io.voc.tenancy.eventstore.register;

import org.jspecify.annotations.Nullable;

/**
 * What is answered to a request with an idempotency key.
 *
 * @param requestDigest tells the same request from another one under the same key
 * @param tenantId whose data key seals the body where it is stored; null when it may lie there in
 *     clear
 * @param body the answer in clear; sealed once {@link SealedAnswers} has taken it
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are
public record Answer(byte[] requestDigest, @Nullable String tenantId, byte[] body) {

    Answer with(byte[] sealed) {
        return new Answer(requestDigest, tenantId, sealed);
    }
}
