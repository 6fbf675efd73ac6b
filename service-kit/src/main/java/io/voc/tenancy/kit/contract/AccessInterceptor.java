package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.identity.Actors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

import java.util.Map;

/**
 * Lets a request pass only if the OpenAPI document gives one of the caller's roles the operation.
 */
final class AccessInterceptor implements HandlerInterceptor {

    private static final String TENANT_VARIABLE = "tenantId";

    private final ApiContract contract;

    AccessInterceptor(ApiContract contract) {
        this.contract = contract;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod)) {
            return true; // no operation: it will be answered as not found
        }
        var path =
                String.valueOf(
                        request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
        var roles =
                contract.roles(request.getMethod(), path)
                        .orElseThrow(() ->
                                new IllegalStateException(
                                        request.getMethod()
                                                + " "
                                                + path
                                                + " is not in the OpenAPI document"));
        AccessRule.refusal(Actors.current(), roles, tenantId(request))
                .ifPresent(AccessInterceptor::refuse);
        return true;
    }

    private static @Nullable String tenantId(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get(TENANT_VARIABLE) instanceof String tenantId
                ? tenantId
                : null;
    }

    private static void refuse(Rejection refusal) {
        throw refusal;
    }
}
