package io.voc.tenancy.kit.rate;

import io.github.bucket4j.ConsumptionProbe;

import java.time.Duration;

/**
 * One use of a limit.
 *
 * @param isWithin whether it was still free
 * @param limit how many uses the whole of it is
 * @param remaining how many more could follow at once
 * @param untilNext how long until one is free; zero when one is
 * @param untilReset how long until all are, if nothing more is used
 */
public record RateLimitUse(
        boolean isWithin, long limit, long remaining, Duration untilNext, Duration untilReset) {

    /** What a bucket says that holds so many. */
    public static RateLimitUse of(long limit, ConsumptionProbe probe) {
        return new RateLimitUse(
                probe.isConsumed(),
                limit,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }
}
