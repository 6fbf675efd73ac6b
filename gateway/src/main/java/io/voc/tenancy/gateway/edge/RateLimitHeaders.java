package io.voc.tenancy.gateway.edge;

import io.voc.tenancy.contracts.apikey.ApiKeyVerification.RateLimitState;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.rate.RateLimitUse;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * Tells a caller how a limit stands: by the headers that the IETF's draft of rate limit headers had
 * up to its version 7, which most clients know, with times in whole seconds, rounded up.
 */
final class RateLimitHeaders {

    private static final long NANOS = Duration.ofSeconds(1).toNanos();

    private RateLimitHeaders() {}

    /** Of a key that was let through or not. */
    static void tell(HttpServletResponse response, RateLimitState state, Instant now) {
        var untilReset = Duration.between(now, state.resetsAt());
        tell(response, state.limit(), state.remaining(), untilReset);
    }

    /** Of anything that was not let through. */
    static Rejection refusal(HttpServletResponse response, RateLimitUse use, String detail) {
        tell(response, use.limit(), use.remaining(), use.untilReset());
        return refusal(response, use.untilNext(), detail);
    }

    /** Of a key that was not let through. */
    static Rejection refusal(
            HttpServletResponse response, RateLimitState state, Instant now, String detail) {
        tell(response, state, now);
        var nextAt = Objects.requireNonNullElse(state.nextAt(), now);
        return refusal(response, Duration.between(now, nextAt), detail);
    }

    private static Rejection refusal(
            HttpServletResponse response, Duration untilNext, String detail) {
        var after = Math.max(1, seconds(untilNext));
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(after));
        return new Rejection(RejectionCode.RATE_LIMITED, detail);
    }

    private static void tell(
            HttpServletResponse response, long limit, long remaining, Duration untilReset) {
        response.setHeader("RateLimit-Limit", String.valueOf(limit));
        response.setHeader("RateLimit-Remaining", String.valueOf(remaining));
        response.setHeader("RateLimit-Reset", String.valueOf(seconds(untilReset)));
    }

    private static long seconds(Duration time) {
        return Math.max(0, Math.ceilDiv(time.toNanos(), NANOS));
    }
}
