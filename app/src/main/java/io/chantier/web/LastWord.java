package io.chantier.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Answers what fails before or behind the controllers, in a filter, with a {@link Problem} too. */
@Component
class LastWord extends OncePerRequestFilter implements Ordered {

    private final ProblemAdvice advice;

    LastWord(ProblemAdvice advice) {
        this.advice = advice;
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException failure) {
            if (response.isCommitted()) throw failure;
            advice.anythingElse(failure, request, response);
        }
    }
}
