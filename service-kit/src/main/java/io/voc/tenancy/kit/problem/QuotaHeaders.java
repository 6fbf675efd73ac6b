package io.voc.tenancy.kit.problem;

import io.voc.tenancy.contracts.rejection.QuotaState;

import org.springframework.http.HttpHeaders;

import java.util.function.BiConsumer;

/** How it stands with a limit, in the headers of an answer. */
public final class QuotaHeaders {

    private QuotaHeaders() {}

    /** Adds what is allowed, what is left, and in how many seconds all of it is there again. */
    public static void add(QuotaState quota, BiConsumer<String, String> header) {
        header.accept("RateLimit-Limit", String.valueOf(quota.limit()));
        header.accept("RateLimit-Remaining", String.valueOf(quota.remaining()));
        header.accept("RateLimit-Reset", String.valueOf(quota.secondsToReset()));
    }

    /** The same, and when to try again. */
    static void addRefused(QuotaState quota, BiConsumer<String, String> header) {
        add(quota, header);
        header.accept(HttpHeaders.RETRY_AFTER, String.valueOf(quota.secondsToReset()));
    }
}
