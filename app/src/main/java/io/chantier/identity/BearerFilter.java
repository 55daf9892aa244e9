package io.chantier.identity;

import io.chantier.values.Secret;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;

/** Reads {@code Authorization: Bearer}: the only proof that the API takes. A wrong one proves nothing. */
final class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";

    private final AccessTokens accessTokens;
    private final ApiTokens apiTokens;

    BearerFilter(AccessTokens accessTokens, ApiTokens apiTokens) {
        this.accessTokens = accessTokens;
        this.apiTokens = apiTokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var header = request.getHeader("Authorization");
        if (header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            var token = new Secret(header.substring(SCHEME.length()).strip());
            proof(token).ifPresent(proof -> SecurityContextHolder.setContext(new SecurityContextImpl(proof)));
        }
        chain.doFilter(request, response);
    }

    private Optional<Proof> proof(Secret token) {
        return token.reveal().startsWith(ApiTokens.PREFIX)
                ? apiTokens.bearer(token).map(Proof::of)
                : accessTokens.proof(token);
    }
}
