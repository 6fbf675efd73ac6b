package io.voc.tenancy.kit.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

import java.io.IOException;

/** What a filter after this one refuses, or can't know, is a problem like any other. */
@Component
@Order(RefusalFilter.ORDER)
public final class RefusalFilter extends OncePerRequestFilter {

    /** Behind correlation ids and metrics, which are to see the answer; before any other filter. */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 2;

    private final ProblemWriter problems;

    RefusalFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException failure) {
            var refusal = Rejections.in(failure).filter(_ -> !response.isCommitted());
            problems.write(response, refusal.orElseThrow(() -> failure));
        }
    }
}
