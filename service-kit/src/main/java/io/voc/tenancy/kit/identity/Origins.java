package io.voc.tenancy.kit.identity;

import io.voc.tenancy.contracts.identity.Origin;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import java.util.Optional;

/**
 * Tells where the request that this thread works on comes from. Behind the gateway that is what the
 * gateway says; what callers say of it themselves, the gateway drops.
 */
@Component
public final class Origins {

    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final boolean isBehindGateway;

    Origins(@Value("${tenancy.behind-gateway:false}") boolean isBehindGateway) {
        this.isBehindGateway = isBehindGateway;
    }

    /** The origin; empty outside a request. */
    public Optional<Origin> current() {
        return RequestContextHolder.getRequestAttributes()
                        instanceof ServletRequestAttributes attributes
                ? Optional.of(of(attributes.getRequest()))
                : Optional.empty();
    }

    private Origin of(HttpServletRequest request) {
        var forwardedFor = isBehindGateway ? request.getHeader(FORWARDED_FOR) : null;
        return new Origin(
                forwardedFor == null ? request.getRemoteAddr() : forwardedFor,
                request.getHeader(HttpHeaders.USER_AGENT));
    }
}
