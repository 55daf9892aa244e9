package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.IN_PERSON;
import static io.chantier.identity.Policy.MANAGE;
import static io.chantier.identity.Policy.OPEN;
import static io.chantier.identity.Policy.OPERATE;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Policy.SIGNED_IN;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Who may use which route. A route without a row here is open to nobody; a test fails for it. */
public final class Routes {

    private static final List<Route> ROWS = List.of(
            // The doors
            route("GET", "/sign-in", OPEN),
            route("POST", "/sign-in", OPEN),
            route("GET", "/sign-in/link", OPEN),
            route("POST", "/sign-in/link", OPEN),
            route("POST", "/sign-out", OPEN),
            route("GET", "/invitation", OPEN),
            route("POST", "/invitation", OPEN),
            route("ANY", "/error", OPEN),
            route("GET", "/webjars/**", OPEN),
            route("GET", "/assets/**", OPEN),
            route("GET", "/favicon.ico", OPEN),
            route("GET", "/manual", OPEN),
            route("GET", "/manual/{page}", OPEN),
            route("GET", "/appearance/{version}/logo", OPEN),
            route("GET", "/appearance/{version}/colours.css", OPEN),
            route("GET", "/api/health", OPEN),
            route("POST", "/api/auth/token", OPEN),

            // One's own account
            route("GET", "/account", SIGNED_IN),
            route("POST", "/account", SIGNED_IN),
            route("POST", "/account/password", IN_PERSON),
            route("POST", "/account/sessions/{id}/end", SIGNED_IN),
            route("POST", "/account/sessions/others/end", SIGNED_IN),
            route("POST", "/account/tokens", SIGNED_IN),
            route("POST", "/account/tokens/{id}/revocation", SIGNED_IN),
            route("GET", "/api/account", SIGNED_IN),
            route("PUT", "/api/account", IN_PERSON),
            route("GET", "/api/account/sessions", IN_PERSON),
            route("DELETE", "/api/account/sessions", IN_PERSON),
            route("DELETE", "/api/account/sessions/{id}", IN_PERSON),
            route("PUT", "/api/account/password", IN_PERSON),
            route("PUT", "/api/account/language", SIGNED_IN),
            route("GET", "/v3/api-docs", SIGNED_IN),
            route("GET", "/v3/api-docs.yaml", SIGNED_IN),

            // The team
            route("GET", "/api/members", READ),
            route("POST", "/api/members", MANAGE),
            route("PUT", "/api/members/{id}", MANAGE),
            route("GET", "/api/invitations", MANAGE),
            route("POST", "/api/invitations", MANAGE),
            route("POST", "/api/invitations/{id}/renewal", MANAGE),
            route("DELETE", "/api/invitations/{id}", MANAGE),
            route("GET", "/api/tokens", MANAGE),
            route("POST", "/api/tokens", MANAGE),
            route("DELETE", "/api/tokens/{id}", MANAGE),
            route("GET", "/api/audit", READ),

            // The installation
            route("GET", "/api/settings", OPERATE),
            route("PUT", "/api/settings", OPERATE),
            route("GET", "/api/settings/budgets", OPERATE),
            route("PUT", "/api/settings/budgets", OPERATE),
            route("GET", "/api/appearance", OPERATE),
            route("PUT", "/api/appearance", OPERATE),
            route("GET", "/api/costs/estimate", READ),
            route("POST", "/api/auth/sign-in-links", OPERATE),
            route("POST", "/api/auth/admin-password", OPERATE),
            route("GET", "/actuator", OPERATE),
            route("GET", "/actuator/prometheus", OPERATE),

            // Pages
            route("GET", "/", READ),
            route("POST", "/preferences", OPEN),
            route("POST", "/tour", EDIT),
            route("POST", "/tour/end", EDIT),
            route("GET", "/_static/**", OPEN),
            route("GET", "/activity", READ),
            route("GET", "/api/activity", READ),
            route("GET", "/costs", READ),
            route("GET", "/costs/list.csv", READ),
            route("GET", "/api/costs", READ),
            route("GET", "/palette", READ),
            route("GET", "/members", READ),
            route("POST", "/members", MANAGE),
            route("POST", "/members/{id}/disabled", MANAGE),
            route("POST", "/members/{id}/enabled", MANAGE),
            route("POST", "/members/{id}/role", MANAGE),
            route("POST", "/members/invitations", MANAGE),
            route("POST", "/members/invitations/{id}/renewal", MANAGE),
            route("POST", "/members/invitations/{id}/revocation", MANAGE),
            route("GET", "/outbox", READ),
            route("GET", "/outbox/{id}", READ),
            route("GET", "/settings", OPERATE),
            route("POST", "/settings", OPERATE),
            route("GET", "/settings/appearance", OPERATE),
            route("POST", "/settings/appearance", OPERATE),
            route("GET", "/settings/budgets", OPERATE),
            route("POST", "/settings/budgets", OPERATE),
            route("POST", "/settings/budgets/teams", OPERATE),
            route("GET", "/sites", READ),
            route("POST", "/sites", EDIT),
            route("POST", "/sites/brief", EDIT),
            route("GET", "/sites/new", EDIT),
            route("GET", "/sites/new/brief", EDIT),
            route("GET", "/sites/new/several", EDIT),
            route("GET", "/sites/list.csv", READ),
            route("POST", "/sites/imports", EDIT),
            route("GET", "/sites/imports/{id}", READ),
            route("GET", "/sites/imports/{id}/live", READ),
            route("GET", "/sites/bulk", EDIT),
            route("POST", "/sites/bulk", EDIT),
            route("GET", "/sites/bulk/{id}", READ),
            route("GET", "/sites/bulk/{id}/live", READ),
            route("POST", "/sites/filters", READ),
            route("POST", "/sites/filters/{id}/removal", READ),
            route("GET", "/sites/{slug}", READ),
            route("GET", "/sites/{slug}/details", READ),
            route("POST", "/sites/{slug}/details", EDIT),
            route("GET", "/sites/{slug}/before", READ),
            route("GET", "/sites/{slug}/card", READ),
            route("GET", "/sites/{slug}/thumbnail/{digest}", READ),
            route("POST", "/sites/{slug}/look", EDIT),
            route("GET", "/sites/{slug}/history", READ),
            route("GET", "/sites/{slug}/pictures", READ),
            route("POST", "/sites/{slug}/pictures", EDIT),
            route("GET", "/sites/{slug}/pictures/{id}", READ),
            route("POST", "/sites/{slug}/pictures/{id}/use", EDIT),
            route("GET", "/sites/{slug}/pictures/{id}/retouch", READ),
            route("POST", "/sites/{slug}/pictures/{id}/retouch", EDIT),
            route("POST", "/sites/{slug}/pictures/{id}/replacement", EDIT),
            route("POST", "/sites/{slug}/pictures/{id}/removal", EDIT),
            route("GET", "/sites/{slug}/revisions", READ),
            route("GET", "/sites/{slug}/revisions/{id}", READ),
            route("POST", "/sites/{slug}/revisions/{id}/restoration", EDIT),
            route("GET", "/sites/{slug}/source", READ),
            route("POST", "/sites/{slug}/source/facts/{id}/correction", EDIT),
            route("POST", "/sites/{slug}/source/facts/{id}/choice", EDIT),
            route("POST", "/sites/{slug}/source/facts/{id}/rejection", EDIT),
            route("GET", "/sites/{slug}/checks", READ),
            route("POST", "/sites/{slug}/checks/{id}/waiver", EDIT),
            route("POST", "/sites/{slug}/checks/{id}/waiver/end", EDIT),
            route("POST", "/sites/{slug}/lighthouse", EDIT),
            route("GET", "/sites/{slug}/releases", READ),
            route("POST", "/sites/{slug}/releases/{digest}/current", EDIT),
            route("GET", "/sites/{slug}/jobs", READ),
            route("GET", "/sites/{slug}/jobs/{id}", READ),
            route("GET", "/sites/{slug}/jobs/{id}/live", READ),
            route("POST", "/sites/{slug}/jobs/{id}/cancellation", EDIT),
            route("POST", "/sites/{slug}/jobs/{id}/retry", EDIT),
            route("GET", "/sites/{slug}/generate", EDIT),
            route("POST", "/sites/{slug}/generate", EDIT),
            route("POST", "/sites/{slug}/tags", EDIT),
            route("POST", "/sites/{slug}/tags/removal", EDIT),
            route("POST", "/sites/{slug}/deploy", EDIT),
            route("POST", "/sites/{slug}/archive", MANAGE),
            route("POST", "/sites/{slug}/archive/end", MANAGE),
            route("GET", "/sites/{slug}/removal", MANAGE),
            route("POST", "/sites/{slug}/removal", MANAGE),

            // Sites
            route("GET", "/api/sites", READ),
            route("POST", "/api/sites", EDIT),
            route("GET", "/api/sites/triage", READ),
            route("GET", "/api/sites/list.csv", READ),
            route("POST", "/api/sites/imports", EDIT),
            route("GET", "/api/sites/imports/{id}", READ),
            route("POST", "/api/sites/bulk", EDIT),
            route("GET", "/api/sites/bulk/{id}", READ),
            route("GET", "/api/sites/filters", READ),
            route("POST", "/api/sites/filters", READ),
            route("DELETE", "/api/sites/filters/{id}", READ),
            route("GET", "/api/sites/{slug}/tags", READ),
            route("PUT", "/api/sites/{slug}/tags", EDIT),
            route("GET", "/api/sites/{slug}", READ),
            route("PUT", "/api/sites/{slug}", EDIT),
            route("DELETE", "/api/sites/{slug}", MANAGE),
            route("POST", "/api/sites/{slug}/generate", EDIT),
            route("POST", "/api/sites/{slug}/deploy", EDIT),
            route("POST", "/api/sites/{slug}/archive", MANAGE),
            route("DELETE", "/api/sites/{slug}/archive", MANAGE),
            route("GET", "/api/sites/{slug}/logs", READ),
            route("GET", "/api/sites/{slug}/lighthouse", READ),
            route("POST", "/api/sites/{slug}/lighthouse", EDIT),
            route("GET", "/api/sites/{slug}/findings", READ),
            route("POST", "/api/sites/{slug}/findings/{id}/waiver", EDIT),
            route("DELETE", "/api/sites/{slug}/findings/{id}/waiver", EDIT),
            route("GET", "/api/sites/{slug}/export", READ),
            route("GET", "/api/sites/{slug}/costs", READ),
            route("GET", "/api/sites/{slug}/comparison", READ),
            route("GET", "/api/sites/{slug}/card", READ),
            route("GET", "/api/sites/{slug}/look", READ),
            route("PUT", "/api/sites/{slug}/look", EDIT),
            route("GET", "/api/sites/{slug}/files", READ),
            route("GET", "/api/sites/{slug}/files/{*path}", READ),
            route("PUT", "/api/sites/{slug}/files/{*path}", EDIT),
            route("DELETE", "/api/sites/{slug}/files/{*path}", EDIT),
            route("GET", "/api/sites/{slug}/pictures", READ),
            route("POST", "/api/sites/{slug}/pictures", EDIT),
            route("PUT", "/api/sites/{slug}/pictures/{id}", EDIT),
            route("DELETE", "/api/sites/{slug}/pictures/{id}", EDIT),
            route("POST", "/api/sites/{slug}/pictures/{id}/crop", EDIT),
            route("POST", "/api/sites/{slug}/pictures/{id}/replacement", EDIT),
            route("GET", "/api/sites/{slug}/facts", READ),
            route("PUT", "/api/sites/{slug}/facts/{id}", EDIT),
            route("GET", "/api/sites/{slug}/deployments", READ),
            route("GET", "/api/sites/{slug}/releases", READ),
            route("PUT", "/api/sites/{slug}/releases/current", EDIT),
            route("GET", "/api/sites/{slug}/revisions", READ),
            route("GET", "/api/sites/{slug}/revisions/{to}/difference", READ),
            route("POST", "/api/sites/{slug}/revisions/{id}/restoration", EDIT),
            route("GET", "/api/sites/{slug}/content", READ),
            route("PATCH", "/api/sites/{slug}/content", EDIT),
            route("GET", "/api/sites/{slug}/provenance", READ),
            route("POST", "/api/sites/{slug}/provenance/choices", EDIT),
            route("POST", "/api/sites/{slug}/undo", EDIT),
            route("POST", "/api/sites/{slug}/redo", EDIT),
            route("POST", "/api/jobs/{id}/cancel", EDIT),
            route("POST", "/api/jobs/{id}/retry", EDIT),
            route("GET", "/api/jobs/{id}", READ));

    private static final List<Route> TABLE = Stream.of(
                    ROWS,
                    ReviewRoutes.TABLE,
                    AuthorRoutes.TABLE,
                    ChangeRoutes.TABLE,
                    VideoRoutes.TABLE,
                    IngressRoutes.TABLE,
                    EditingRoutes.TABLE,
                    DomainRoutes.TABLE,
                    PublishingRoutes.TABLE,
                    AgentJobRoutes.TABLE,
                    BenchCareRoutes.TABLE,
                    BenchSiteRoutes.TABLE,
                    BenchRoutes.TABLE,
                    AppRoutes.TABLE)
            .flatMap(List::stream)
            .toList();

    private Routes() {}

    /**
     * One row.
     *
     * @param method an HTTP method, or {@code ANY}
     */
    public record Route(String method, PathPattern pattern, Policy policy) {

        boolean matches(String usedMethod, PathContainer path) {
            boolean same = method.equals("ANY")
                    || method.equals(usedMethod)
                    || (usedMethod.equals("HEAD") && method.equals("GET"));
            return same && pattern.matches(path);
        }
    }

    /** Empty where the table has no row: nobody may. */
    static Optional<Policy> policy(String method, String path) {
        var parsed = PathContainer.parsePath(path);
        return TABLE.stream()
                .filter(route -> route.matches(method, parsed))
                .min(Comparator.comparing(Route::pattern, PathPattern.SPECIFICITY_COMPARATOR))
                .map(Route::policy);
    }

    /** The row of a mapping as a controller declares it. */
    public static Optional<Policy> declared(String method, String pattern) {
        return TABLE.stream()
                .filter(route -> route.method().equals(method) || route.method().equals("ANY"))
                .filter(route -> sameShape(route.pattern().getPatternString(), pattern))
                .findFirst()
                .map(Route::policy);
    }

    public static List<Route> table() {
        return TABLE;
    }

    private static boolean sameShape(String row, String pattern) {
        return row.replaceAll("\\{[^}]+}", "{}").equals(pattern.replaceAll("\\{[^}]+}", "{}"));
    }

    static Route route(String method, String pattern, Policy policy) {
        return new Route(method, PathPatternParser.defaultInstance.parse(pattern), policy);
    }
}
