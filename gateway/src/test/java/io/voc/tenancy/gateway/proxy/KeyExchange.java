package io.voc.tenancy.gateway.proxy;

import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;

import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/** A filter as the edge may have: it puts a token in the place of an API key. */
class KeyExchange {

    private static final String KEY = "X-API-Key";

    @Bean
    FilterRegistrationBean<Filter> keyExchangeForTests() {
        var registration =
                new FilterRegistrationBean<Filter>((request, response, chain) ->
                        chain.doFilter(
                                request instanceof HttpServletRequest http
                                                && http.getHeader(KEY) != null
                                        ? new Exchanged(http)
                                        : request,
                                response));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return registration;
    }

    private static final class Exchanged extends HttpServletRequestWrapper {

        private final String token = "Bearer " + GatewayUnderTest.token();

        Exchanged(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getHeader(String name) {
            if (name.equalsIgnoreCase("Authorization")) {
                return token;
            }
            return name.equalsIgnoreCase(KEY) ? null : super.getHeader(name);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            var value = getHeader(name);
            return Collections.enumeration(value == null ? List.of() : List.of(value));
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            var names = Collections.list(super.getHeaderNames());
            names.removeIf(KEY::equalsIgnoreCase);
            names.add("Authorization");
            return Collections.enumeration(names);
        }
    }
}
