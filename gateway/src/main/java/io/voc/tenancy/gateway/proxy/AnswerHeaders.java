package io.voc.tenancy.gateway.proxy;

import io.voc.tenancy.kit.correlation.Correlation;

import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.ResponseHttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.function.ServerResponse;

/** The headers of an answer that a caller gets; the request's ids have been told before. */
final class AnswerHeaders implements ResponseHttpHeadersFilter {

    @Override
    public HttpHeaders apply(HttpHeaders headers, ServerResponse answer) {
        var passed = HopByHop.removedFrom(headers);
        passed.remove(Correlation.REQUEST_HEADER);
        passed.remove(Correlation.CORRELATION_HEADER);
        return passed;
    }
}
