package io.chantier.identity;

import io.chantier.web.Guest;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer.FrameOptionsConfig;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.config.annotation.web.http.EnableJdbcHttpSession;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Two doors: programs come to {@code /api} with a bearer token and nothing else, people to the pages with a session. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcHttpSession(maxInactiveIntervalInSeconds = 12 * 3600)
class SecurityConfiguration {

    private static final DispatcherType[] INNER = {DispatcherType.ASYNC, DispatcherType.ERROR, DispatcherType.FORWARD};

    @Bean
    @Order(1)
    SecurityFilterChain programs(HttpSecurity http, RouteGuard guard, AccessTokens access, ApiTokens tokens)
            throws Exception {
        return http.securityMatcher("/api/**", "/v3/**", "/actuator/**")
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerFilter(access, tokens), AuthorizationFilter.class)
                .authorizeHttpRequests(routes -> routes.dispatcherTypeMatchers(INNER)
                        .permitAll()
                        .anyRequest()
                        .access(guard))
                .exceptionHandling(
                        refusals -> refusals.accessDeniedHandler(guard).authenticationEntryPoint(guard))
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::deny)
                        .contentSecurityPolicy(policy -> policy.policyDirectives("default-src 'none'")))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain people(HttpSecurity http, RouteGuard guard, Settings settings) throws Exception {
        return http.csrf(csrf -> csrf.ignoringRequestMatchers(SecurityConfiguration::isGuestsOwnForm))
                .requestCache(cache -> cache.requestCache(new NullRequestCache()))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessHandler((_, response, _) -> {
                    response.setStatus(302);
                    response.setHeader("Location", "/sign-in");
                }))
                .authorizeHttpRequests(routes -> routes.dispatcherTypeMatchers(INNER)
                        .permitAll()
                        .anyRequest()
                        .access(guard))
                .exceptionHandling(
                        refusals -> refusals.accessDeniedHandler(guard).authenticationEntryPoint(guard))
                .headers(headers -> headers.frameOptions(FrameOptionsConfig::deny)
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .addHeaderWriter(new PagePolicy(settings)))
                .build();
    }

    /**
     * A guest has no session whose token a form could carry: the secret of their link is in the address that the form is
     * sent to, and nobody else knows it. A browser that says that another site sends the form is refused all the same.
     */
    private static boolean isGuestsOwnForm(HttpServletRequest request) {
        var from = request.getHeader("Sec-Fetch-Site");
        return Guest.isDoor(request.getRequestURI())
                && (from == null || from.equals("same-origin") || from.equals("none"));
    }

    /** The session's cookie: for this host only, unseen by scripts, not sent along by other sites' forms. */
    @Bean
    CookieSerializer sessionCookie(Settings settings) {
        var cookie = new DefaultCookieSerializer();
        cookie.setCookieName("chantier-session");
        cookie.setUseHttpOnlyCookie(true);
        cookie.setSameSite("Lax");
        cookie.setCookiePath("/");
        cookie.setUseSecureCookie("https".equals(settings.publicUrl().getScheme()));
        return cookie;
    }

    /**
     * Spring Session puts the rows of a session together only where they follow one another, and does not ask for that
     * (its issue 3452): without an order a session may lack its name, and would stay when all others are ended.
     */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> rowsOfOneSessionTogether() {
        return sessions -> sessions.setListSessionsByPrincipalNameQuery("""
                select s.primary_id, s.session_id, s.creation_time, s.last_access_time, s.max_inactive_interval,
                    a.attribute_name, a.attribute_bytes
                from spring_session s left join spring_session_attributes a on a.session_primary_id = s.primary_id
                where s.principal_name = ? order by s.primary_id
                """);
    }

    @Bean
    WebMvcConfigurer callerParameter(Callers callers) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerParameter(callers));
            }
        };
    }
}
