package io.voc.tenancy.eventstore.register;

/**
 * Names a request that may be sent again.
 *
 * @param caller whose key it is
 * @param key as the caller sent it
 */
public record IdempotencyKey(String caller, String key) {}
