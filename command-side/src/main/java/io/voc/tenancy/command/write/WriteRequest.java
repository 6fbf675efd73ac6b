package io.voc.tenancy.command.write;

import io.voc.tenancy.command.IfMatch;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.eventstore.register.IdempotencyKey;
import io.voc.tenancy.kit.contract.ReadBody;
import io.voc.tenancy.kit.identity.Actors;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;

/**
 * What a request asks beside its command.
 *
 * @param key null when the request is not to be answered once only
 * @param digest tells the request from others under its key
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they are; nobody compares these records
record WriteRequest(Actor actor, IfMatch ifMatch, @Nullable IdempotencyKey key, byte[] digest) {

    private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

    /** The request being handled; its headers have been held against the contract. */
    static WriteRequest current() {
        var request =
                ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                        .getRequest();
        var actor = Actors.current();
        var ifMatch = header(request, HttpHeaders.IF_MATCH);
        return new WriteRequest(
                actor,
                ifMatch == null ? IfMatch.ANY : IfMatch.of(ifMatch),
                key(request, actor),
                digest(request));
    }

    /** The same request, but of another version of the resource. */
    WriteRequest with(IfMatch other) {
        return new WriteRequest(actor, other, key, digest);
    }

    private static @Nullable IdempotencyKey key(HttpServletRequest request, Actor actor) {
        var key = header(request, IDEMPOTENCY_KEY);
        return key == null || !request.getMethod().equals(HttpMethod.POST.name())
                ? null
                : new IdempotencyKey(actor.identity(), key);
    }

    /** A header in several lines is one (RFC 9110, 5.3), and was held against the contract so. */
    private static @Nullable String header(HttpServletRequest request, String name) {
        var lines = Collections.list(request.getHeaders(name));
        return lines.isEmpty() ? null : String.join(",", lines);
    }

    private static byte[] digest(HttpServletRequest request) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            sha.update(
                    (request.getMethod() + ' ' + request.getRequestURI() + '\n')
                            .getBytes(StandardCharsets.UTF_8));
            return ReadBody.current().map(body -> sha.digest(body.bytes())).orElseGet(sha::digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
