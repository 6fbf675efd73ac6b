package io.voc.tenancy.gateway.proxy;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

import java.io.IOException;
import java.io.InputStream;

/**
 * An answer whose head has come and whose body is passed on while it comes. When the body breaks
 * off, so does the caller's connection, as half an answer must not look like a whole one.
 */
final class UpstreamAnswer implements ServerResponse {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Cancellable sent;
    private final ClassicHttpResponse upstream;
    private final HttpHeaders headers = new HttpHeaders();

    UpstreamAnswer(Cancellable sent, ClassicHttpResponse upstream) {
        this.sent = sent;
        this.upstream = upstream;
    }

    /** The head as it came from the side. */
    ProxyExchange.Response received() {
        var received = new HttpHeaders();
        for (var header : upstream.getHeaders()) {
            received.add(header.getName(), header.getValue());
        }
        return new Received(statusCode(), received);
    }

    private record Received(HttpStatusCode getStatusCode, HttpHeaders getHeaders)
            implements ProxyExchange.Response {}

    @Override
    public HttpStatusCode statusCode() {
        return HttpStatusCode.valueOf(upstream.getCode());
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public @Nullable ModelAndView writeTo(
            HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        response.setStatus(upstream.getCode());
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        var body = upstream.getEntity();
        if (body != null) {
            passOrBreak(body, response);
        }
        return null;
    }

    private void passOrBreak(HttpEntity body, HttpServletResponse response) throws IOException {
        var isWhole = false;
        try {
            pass(body.getContent(), body.getContentLength(), response);
            isWhole = true;
        } finally {
            if (!isWhole) {
                sent.cancel(); // the rest is not waited for
                response.flushBuffer(); // once begun, an answer can't be made another one
            }
        }
    }

    /** Keeps nothing back while the side has nothing more to send. */
    private static void pass(InputStream from, long length, HttpServletResponse response)
            throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        var to = response.getOutputStream();
        long passed = 0;
        for (int read; (read = from.read(buffer)) >= 0; ) {
            to.write(buffer, 0, read);
            passed += read;
            if (passed != length && from.available() == 0) {
                to.flush();
            }
        }
    }
}
