package io.voc.tenancy.gateway.edge;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.identity.InternalTokens;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpHeaders;

import java.util.Collections;

/** What a request from outside shows of who sends it. */
sealed interface Credential {

    /** The header for an API key, besides {@code Authorization}. */
    String API_KEY_HEADER = "X-API-Key";

    /** An API key, good or not. */
    record ApiKey(String secret) implements Credential {

        /** Without the secret. */
        @Override
        public String toString() {
            return "ApiKey";
        }
    }

    /** A token, which others verify, or nothing. */
    record Other() implements Credential {}

    /**
     * The credential of a request.
     *
     * @throws Rejection when there are several, or when it is one that nobody outside has
     */
    static Credential of(HttpServletRequest request) {
        var keys = Collections.list(request.getHeaders(API_KEY_HEADER));
        var authorizations = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (keys.size() + authorizations.size() > 1) {
            throw new Rejection(
                    RejectionCode.VALIDATION_FAILED,
                    "Send either one Authorization header or one " + API_KEY_HEADER + " header");
        }
        if (!keys.isEmpty()) {
            return new ApiKey(keys.getFirst().strip());
        }
        return authorizations.isEmpty() ? new Other() : authorized(authorizations.getFirst());
    }

    private static Credential authorized(String authorization) {
        var scheme = "Bearer ";
        if (!authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return new Other();
        }
        var token = authorization.substring(scheme.length()).strip();
        if (InternalTokens.claimsToBeOne(token)) {
            throw new Rejection(RejectionCode.UNAUTHENTICATED, "The bearer token is not valid");
        }
        return token.startsWith("tm_") ? new ApiKey(token) : new Other();
    }
}
