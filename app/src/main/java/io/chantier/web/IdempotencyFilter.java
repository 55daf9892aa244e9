package io.chantier.web;

import io.chantier.values.Digest;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import org.springframework.core.Ordered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * A POST to {@code /api} that names an {@code Idempotency-Key} is done once: sent again, it gets the first answer.
 * Only success is remembered; after a failure the same key may try again.
 */
@Component
class IdempotencyFilter extends OncePerRequestFilter implements Ordered {

    static final String HEADER = "Idempotency-Key";

    /** A controller sets this request attribute when its answer holds a secret, which is then not kept. */
    static final String SECRET_ANSWER = "chantier.secret-answer";

    private static final Pattern KEY = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final IdempotencyKeys keys;
    private final Visitors visitors;
    private final Problems problems;
    private final PlatformTransactionManager transactions;

    IdempotencyFilter(
            IdempotencyKeys keys, Visitors visitors, Problems problems, PlatformTransactionManager transactions) {
        this.keys = keys;
        this.visitors = visitors;
        this.problems = problems;
        this.transactions = transactions;
    }

    /** Behind Spring Security, so that it is known who asks and that they may. */
    @Override
    public int getOrder() {
        return 0;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST")
                || !request.getRequestURI().startsWith("/api/")
                || request.getHeader(HEADER) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var visitor = visitors.of(request).orElse(null);
        if (visitor == null) {
            chain.doFilter(request, response);
            return;
        }
        var key = request.getHeader(HEADER);
        if (!KEY.matcher(key).matches()) {
            problems.write(Problem.of("idempotency-key-malformed", 400), request, response);
            return;
        }
        if (isMultipart(request)) {
            once(visitor, key, request, response, chain);
            return;
        }
        try (var repeatable = RepeatableRequest.of(request).orElse(null)) {
            if (repeatable == null) problems.write(Problem.of("too-large", 413), request, response);
            else once(visitor, key, repeatable, response, chain);
        }
    }

    private void once(
            Visitor visitor, String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        switch (keys.take(visitor, key, fingerprint(request))) {
            case IdempotencyKeys.Known.Ours() -> work(visitor, key, request, response, chain);
            case IdempotencyKeys.Known.InFlight() ->
                problems.write(Problem.of("idempotency-in-flight", 409), request, response);
            case IdempotencyKeys.Known.OtherRequest() ->
                problems.write(Problem.of("idempotency-key-reused", 422), request, response);
            case IdempotencyKeys.Known.Answered(var answer) -> replay(answer, request, response);
        }
    }

    private void work(
            Visitor visitor, String key, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var kept = new ContentCachingResponseWrapper(response);
        boolean done = false;
        try {
            done = inOneTransaction(visitor, key, request, kept, chain);
        } finally {
            if (!done) keys.forget(visitor, key);
        }
        kept.copyBodyToResponse();
    }

    /**
     * What is done and that it was answered become true together, so that nothing is done twice, whatever is killed when.
     * What was not done well leaves nothing.
     */
    private boolean inOneTransaction(
            Visitor visitor,
            String key,
            HttpServletRequest request,
            ContentCachingResponseWrapper kept,
            FilterChain chain)
            throws ServletException, IOException {
        var transaction = transactions.getTransaction(new DefaultTransactionDefinition());
        boolean answered = false;
        try {
            chain.doFilter(request, kept);
            if (kept.getStatus() < 300 && !request.isAsyncStarted()) {
                keys.remember(visitor, key, answer(request, kept));
                answered = true;
            }
        } finally {
            if (!answered) transactions.rollback(transaction);
        }
        if (answered) transactions.commit(transaction);
        return answered;
    }

    private static IdempotencyKeys.Answer answer(HttpServletRequest request, ContentCachingResponseWrapper kept) {
        boolean secret = request.getAttribute(SECRET_ANSWER) != null;
        return new IdempotencyKeys.Answer(
                kept.getStatus(),
                kept.getContentType(),
                kept.getHeader("Location"),
                secret ? null : new String(kept.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private void replay(IdempotencyKeys.Answer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (answer.body() == null) {
            problems.write(Problem.of("idempotency-secret", 409), request, response);
            return;
        }
        response.setStatus(answer.status());
        response.setHeader("Idempotent-Replayed", "true");
        if (answer.location() != null) response.setHeader("Location", answer.location());
        if (answer.contentType() != null) response.setContentType(answer.contentType());
        response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isMultipart(HttpServletRequest request) {
        return Objects.requireNonNullElse(request.getContentType(), "").startsWith("multipart/");
    }

    /** The body counts, but for what is sent in parts, which is not held: there its length does. */
    private static String fingerprint(HttpServletRequest request) {
        var body = request instanceof RepeatableRequest repeatable
                ? repeatable.digest().value()
                : String.valueOf(request.getContentLengthLong());
        var query = Objects.requireNonNullElse(request.getQueryString(), "");
        return Digest.of(request.getRequestURI() + "?" + query + "\n" + body).value();
    }
}
