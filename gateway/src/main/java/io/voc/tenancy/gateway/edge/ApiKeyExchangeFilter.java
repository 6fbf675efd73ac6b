package io.voc.tenancy.gateway.edge;

import io.voc.tenancy.contracts.apikey.ApiKeySecret;
import io.voc.tenancy.contracts.apikey.ApiKeyVerification;
import io.voc.tenancy.contracts.identity.KeyRights;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.contracts.rejection.RejectionCode;
import io.voc.tenancy.kit.identity.ApiKeyDirectory;
import io.voc.tenancy.kit.identity.InternalTokens;
import io.voc.tenancy.kit.network.Cidr;
import io.voc.tenancy.kit.network.IpAddress;
import io.voc.tenancy.kit.problem.RefusalFilter;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * Exchanges an API key for an internal token, so that everything behind the edge knows tokens only.
 * It stands before Spring Security's filters, which verify the token as any other.
 */
@Component
@Order(RefusalFilter.ORDER + 1)
class ApiKeyExchangeFilter extends OncePerRequestFilter {

    private final ApiKeyDirectory keys;
    private final InternalTokens tokens;
    private final BadKeys badKeys;
    private final Clock clock;

    ApiKeyExchangeFilter(
            ApiKeyDirectory keys, InternalTokens tokens, BadKeys badKeys, Clock clock) {
        this.keys = keys;
        this.tokens = tokens;
        this.badKeys = badKeys;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var passed =
                switch (Credential.of(request)) {
                    case Credential.ApiKey(var secret) ->
                            new BearerRequest(
                                    request, exchanged(secret, request.getRemoteAddr(), response));
                    case Credential.Other() -> request;
                };
        chain.doFilter(passed, response);
    }

    private String exchanged(String secret, String sourceIp, HttpServletResponse response) {
        var found =
                ApiKeySecret.isWellFormed(secret)
                        ? keys.verify(secret, sourceIp)
                        : ApiKeyVerification.notFound();
        var limit = found.rateLimit();
        if (limit != null) {
            RateLimitHeaders.tell(response, limit, clock.instant());
        }
        return switch (found.result()) {
            // what a tenant's own may do in its status is for its gate to say, as for any token;
            // of such a key nobody has asked yet from where it comes
            case VALID, TENANT_NOT_ACTIVE, TENANT_SUSPENDED -> {
                if (!isAllowedFrom(sourceIp, found)) {
                    throw forbidden();
                }
                yield token(found);
            }
            case NOT_FOUND, REVOKED, EXPIRED -> throw bad(sourceIp, response);
            case FORBIDDEN -> throw forbidden();
            case RATE_LIMITED ->
                    throw RateLimitHeaders.refusal(
                            response,
                            Objects.requireNonNull(limit),
                            clock.instant(),
                            "The API key is used too often; slow down");
        };
    }

    private static boolean isAllowedFrom(String sourceIp, ApiKeyVerification key) {
        var ranges = Objects.requireNonNullElse(key.allowedCidrs(), List.<String>of());
        return ranges.isEmpty()
                || Cidr.admit(
                        ranges.stream().map(range -> Cidr.parse(range).orElseThrow()).toList(),
                        IpAddress.parse(sourceIp));
    }

    private static Rejection forbidden() {
        return new Rejection(RejectionCode.FORBIDDEN, "The API key may not be used here and now");
    }

    private Rejection bad(String sourceIp, HttpServletResponse response) {
        var use = badKeys.count(sourceIp);
        return use.isWithin()
                ? new Rejection(RejectionCode.UNAUTHENTICATED, "The API key is not valid")
                : RateLimitHeaders.refusal(
                        response, use, "Too many bad API keys come from this address");
    }

    private String token(ApiKeyVerification key) {
        return tokens.ofKey(
                Objects.requireNonNull(key.keyId()),
                Objects.requireNonNull(key.tenantId()),
                new KeyRights(
                        Objects.requireNonNull(key.scopes()),
                        key.expiresAt(),
                        Objects.requireNonNullElse(key.allowedCidrs(), List.of())));
    }
}
