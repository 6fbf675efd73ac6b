package io.voc.tenancy.kit.correlation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** Gives every request its ids, and tells them to the caller. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CorrelationFilter extends OncePerRequestFilter {

    private final boolean isBehindGateway;

    CorrelationFilter(@Value("${tenancy.behind-gateway:false}") boolean isBehindGateway) {
        this.isBehindGateway = isBehindGateway;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Correlation.begin(correlationId(request, response), requestId(request, response));
        try {
            response.setHeader(Correlation.REQUEST_HEADER, Correlation.requestId());
            response.setHeader(Correlation.CORRELATION_HEADER, Correlation.correlationId());
            chain.doFilter(request, response);
        } finally {
            Correlation.end();
        }
    }

    private static @Nullable String correlationId(
            HttpServletRequest request, HttpServletResponse response) {
        // an error page is the same request
        var known = response.getHeader(Correlation.CORRELATION_HEADER);
        return known == null ? request.getHeader(Correlation.CORRELATION_HEADER) : known;
    }

    private @Nullable String requestId(HttpServletRequest request, HttpServletResponse response) {
        var known = response.getHeader(Correlation.REQUEST_HEADER);
        return known == null && isBehindGateway
                ? request.getHeader(Correlation.REQUEST_HEADER)
                : known;
    }
}
