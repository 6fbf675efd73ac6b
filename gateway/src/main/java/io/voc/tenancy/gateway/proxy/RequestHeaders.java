package io.voc.tenancy.gateway.proxy;

import io.voc.tenancy.kit.correlation.Correlation;

import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * The headers that a side gets: the caller's, this request's ids, and what only this hop knows of
 * where it came from. What a caller says of that has been dropped before by Spring Cloud Gateway.
 */
final class RequestHeaders implements RequestHttpHeadersFilter, Ordered {

    @Override
    public HttpHeaders apply(HttpHeaders headers, ServerRequest request) {
        var passed = HopByHop.removedFrom(headers);
        passed.remove(HttpHeaders.CONTENT_LENGTH); // the body says it
        passed.remove(HttpHeaders.EXPECT); // has been met here
        passed.set(Correlation.REQUEST_HEADER, Correlation.requestId());
        passed.set(Correlation.CORRELATION_HEADER, Correlation.correlationId());
        var servletRequest = request.servletRequest();
        passed.set("X-Forwarded-For", servletRequest.getRemoteAddr());
        passed.set("X-Forwarded-Proto", servletRequest.getScheme());
        passed.set(
                "X-Forwarded-Host",
                servletRequest.getServerName() + ":" + servletRequest.getServerPort());
        return passed;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }
}
