package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for sites' own domains: whoever may publish a site may give it a name. */
final class DomainRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/sites/{slug}/domains", READ),
            route("POST", "/sites/{slug}/domains", EDIT),
            route("POST", "/sites/{slug}/domains/{id}/check", EDIT),
            route("POST", "/sites/{slug}/domains/{id}/primary", EDIT),
            route("GET", "/sites/{slug}/domains/{id}/removal", EDIT),
            route("POST", "/sites/{slug}/domains/{id}/removal", EDIT),
            route("POST", "/sites/{slug}/domains/platform", EDIT),
            route("GET", "/api/sites/{slug}/domains", READ),
            route("POST", "/api/sites/{slug}/domains", EDIT),
            route("GET", "/api/sites/{slug}/domains/platform", READ),
            route("PUT", "/api/sites/{slug}/domains/platform", EDIT),
            route("GET", "/api/sites/{slug}/domains/{id}", READ),
            route("DELETE", "/api/sites/{slug}/domains/{id}", EDIT),
            route("PUT", "/api/sites/{slug}/domains/{id}/primary", EDIT),
            route("POST", "/api/sites/{slug}/domains/{id}/check", EDIT));

    private DomainRoutes() {}
}
