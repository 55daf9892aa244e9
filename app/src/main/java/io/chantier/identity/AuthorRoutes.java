package io.chantier.identity;

import static io.chantier.identity.Policy.OPERATE;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for who writes. */
final class AuthorRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/api/settings/author", OPERATE),
            route("PUT", "/api/settings/author", OPERATE),
            route("POST", "/api/settings/author/test", OPERATE),
            route("GET", "/settings/author", OPERATE),
            route("POST", "/settings/author", OPERATE),
            route("POST", "/settings/author/test", OPERATE));

    private AuthorRoutes() {}
}
