package io.voc.tenancy.kit.consistency;

import io.voc.tenancy.contracts.command.Versioned;

import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

import java.util.List;
import java.util.Set;

/**
 * Tells the version of a resource as its {@code ETag}; who reads it and says in {@code
 * If-None-Match} to have that version gets 304 without a body (RFC 9110, 13.1.2).
 */
@RestControllerAdvice
class EntityTagAdvice implements ResponseBodyAdvice<Object> {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    @Override
    public boolean supports(
            MethodParameter answer, Class<? extends HttpMessageConverter<?>> converter) {
        return true;
    }

    @Override
    public @Nullable Object beforeBodyWrite(
            @Nullable Object body,
            MethodParameter answer,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (!(body instanceof Versioned resource
                && response instanceof ServletServerHttpResponse servlet)) {
            return body;
        }
        var tag = new ETag(String.valueOf(resource.version()), false);
        // set where it is sent even with no body to follow
        servlet.getServletResponse().setHeader(HttpHeaders.ETAG, tag.formattedTag());
        if (!isKnown(tag, request)) {
            return body;
        }
        servlet.getServletResponse().setStatus(HttpServletResponse.SC_NOT_MODIFIED);
        return null;
    }

    private static boolean isKnown(ETag tag, ServerHttpRequest request) {
        return READS.contains(request.getMethod())
                && request.getHeaders().getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream()
                        .map(ETag::parse)
                        .flatMap(List::stream)
                        .anyMatch(known -> known.isWildcard() || known.compare(tag, false));
    }
}
