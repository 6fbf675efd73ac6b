package io.voc.tenancy.gateway.edge;

import io.voc.tenancy.contracts.apikey.RateLimit;
import io.voc.tenancy.contracts.identity.Actor;
import io.voc.tenancy.contracts.identity.Role;
import io.voc.tenancy.kit.identity.Actors;
import io.voc.tenancy.kit.rate.RateLimits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/**
 * Keeps one tenant's calls, by its people and its keys together, from taking the place of all
 * others'. It stands behind Spring Security's filters, which tell who calls.
 */
@Component
@Order(TenantRateFilter.ORDER)
class TenantRateFilter extends OncePerRequestFilter {

    static final int ORDER = 0;

    private final RateLimits limits;
    private final @Nullable RateLimit limit;

    /** As many calls a second, or without an end if that is 0. */
    TenantRateFilter(RateLimits limits, @Value("${tenancy.tenant-rate-limit}") int callsPerSecond) {
        this.limits = limits;
        this.limit = callsPerSecond == 0 ? null : new RateLimit(callsPerSecond, 1);
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var actor = Actors.known().orElse(null);
        if (limit != null && actor != null && actor.tenantId() != null && isTenants(actor)) {
            var use = limits.useRoughly("tenant:" + actor.tenantId(), limit);
            if (use.isPresent() && !use.get().isWithin()) {
                throw RateLimitHeaders.refusal(
                        response, use.get(), "The tenant makes too many calls; slow down");
            }
        }
        chain.doFilter(request, response);
    }

    private static boolean isTenants(Actor actor) {
        return actor.roles().stream().allMatch(Role::isOfTenant);
    }
}
