package io.chantier.identity;

import io.chantier.web.Problem;
import io.chantier.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Lets through what {@link Routes} allows, and says what is missing otherwise. */
@Component
class RouteGuard
        implements AuthorizationManager<RequestAuthorizationContext>, AccessDeniedHandler, AuthenticationEntryPoint {

    private final Callers callers;
    private final Problems problems;

    RouteGuard(Callers callers, Problems problems) {
        this.callers = callers;
        this.problems = problems;
    }

    @Override
    public AuthorizationDecision authorize(
            Supplier<? extends @Nullable Authentication> authentication, RequestAuthorizationContext context) {
        var request = context.getRequest();
        var policy = Routes.policy(request.getMethod(), request.getRequestURI());
        if (policy.isEmpty()) return new AuthorizationDecision(false);
        if (policy.get().isOpen()) return new AuthorizationDecision(true);
        return new AuthorizationDecision(callers.find(request, authentication.get())
                .filter(policy.get()::allows)
                .isPresent());
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        if (refusal instanceof CsrfException) {
            problems.write(Problem.of("form-expired", 403), request, response);
        } else if (callers.find(request).isEmpty()) {
            signInFirst(request, response);
        } else {
            var policy = Routes.policy(request.getMethod(), request.getRequestURI());
            problems.write(
                    policy.map(RouteGuard::refusal).orElseGet(() -> Problem.of("not-found", 404)), request, response);
        }
    }

    private static Problem refusal(Policy policy) {
        return Problem.of(policy == Policy.IN_PERSON ? "in-person-only" : "forbidden", 403);
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        signInFirst(request, response);
    }

    private void signInFirst(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (isForPrograms(request)) {
            if (request.getRequestURI().startsWith("/api")) response.setHeader("WWW-Authenticate", "Bearer");
            else response.setHeader("HX-Redirect", hasEnded(request) ? "/sign-in?ended" : "/sign-in");
            problems.write(Problem.of("not-signed-in", 401), request, response);
        } else {
            response.setStatus(HttpServletResponse.SC_FOUND);
            response.setHeader("Location", "/sign-in");
        }
    }

    /** The browser still names a session that is none any more; the answer is about to give it another. */
    private static boolean hasEnded(HttpServletRequest request) {
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }

    private static boolean isForPrograms(HttpServletRequest request) {
        var path = request.getRequestURI();
        return path.startsWith("/api/")
                || path.startsWith("/v3/")
                || path.startsWith("/actuator")
                || request.getHeader("HX-Request") != null
                || "text/event-stream".equals(request.getHeader("Accept"));
    }
}
