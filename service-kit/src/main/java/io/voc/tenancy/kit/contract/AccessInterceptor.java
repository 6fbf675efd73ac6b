package io.voc.tenancy.kit.contract;

import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.contracts.rejection.Rejection;
import io.voc.tenancy.kit.identity.Actors;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Lets a request pass only if the OpenAPI document gives one of the caller's roles, or the scopes
 * of its API key, the operation.
 */
final class AccessInterceptor implements HandlerInterceptor {

    private static final String TENANT_VARIABLE = "tenantId";

    private final ApiContract contract;
    private final Map<String, RequestParameters> parameters = new ConcurrentHashMap<>();

    AccessInterceptor(ApiContract contract) {
        this.contract = contract;
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (!(handler instanceof HandlerMethod)) {
            return true; // no operation: it will be answered as not found
        }
        if (request.getMethod().equals(HttpMethod.OPTIONS.name())) {
            return true; // Spring answers it, with the path's methods and nothing else
        }
        AccessRule.check(Actors.current(), roles(request), scopes(request), tenantId(request));
        var faults = parameters(request).faults(request);
        if (!faults.isEmpty()) {
            throw Rejection.invalid(faults);
        }
        return true;
    }

    private Set<Role> roles(HttpServletRequest request) {
        return contract.roles(method(request), path(request))
                .orElseThrow(() ->
                        new IllegalStateException(
                                method(request)
                                        + " "
                                        + path(request)
                                        + " is not in the OpenAPI document"));
    }

    private Set<String> scopes(HttpServletRequest request) {
        return contract.scopes(method(request), path(request));
    }

    private RequestParameters parameters(HttpServletRequest request) {
        var method = method(request);
        var path = path(request);
        return parameters.computeIfAbsent(
                method + ' ' + path, _ -> new RequestParameters(contract, method, path));
    }

    /** A HEAD is a GET whose body stays behind. */
    private static String method(HttpServletRequest request) {
        return request.getMethod().equals(HttpMethod.HEAD.name())
                ? HttpMethod.GET.name()
                : request.getMethod();
    }

    private static String path(HttpServletRequest request) {
        return String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }

    private static @Nullable String tenantId(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                                instanceof Map<?, ?> variables
                        && variables.get(TENANT_VARIABLE) instanceof String tenantId
                ? tenantId
                : null;
    }
}
