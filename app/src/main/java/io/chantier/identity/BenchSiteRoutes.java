package io.chantier.identity;

import static io.chantier.identity.Policy.MANAGE;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for closing, opening and leaving sites on benches. */
final class BenchSiteRoutes {

    static final List<Route> TABLE = List.of(
            route("POST", "/sites/{slug}/suspension", MANAGE),
            route("POST", "/sites/{slug}/suspension/end", MANAGE),
            route("GET", "/sites/{slug}/farewell", MANAGE),
            route("POST", "/sites/{slug}/farewell", MANAGE),
            route("POST", "/sites/{slug}/adoption/end", MANAGE),
            route("GET", "/sites/{slug}/administrator", MANAGE),
            route("POST", "/sites/{slug}/administrator", MANAGE),
            route("GET", "/sites/{slug}/bench-name", MANAGE),
            route("POST", "/sites/{slug}/bench-name", MANAGE),
            route("POST", "/api/sites/{slug}/bench-name", MANAGE),
            route("POST", "/api/sites/{slug}/suspension", MANAGE),
            route("DELETE", "/api/sites/{slug}/suspension", MANAGE),
            route("DELETE", "/api/sites/{slug}/adoption", MANAGE),
            route("POST", "/api/sites/{slug}/administrator", MANAGE));

    private BenchSiteRoutes() {}
}
