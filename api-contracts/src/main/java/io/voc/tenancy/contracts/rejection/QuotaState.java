package io.voc.tenancy.contracts.rejection;

/**
 * How it stands with a limit.
 *
 * @param limit the amount allowed
 * @param remaining how much of it is left, never below 0
 * @param secondsToReset until all of it is there again, rounded up; when nobody can say, a time
 *     after which it is worth while to ask again
 */
public record QuotaState(long limit, long remaining, long secondsToReset) {}
