package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for the videos of sites. */
final class VideoRoutes {

    static final List<Route> TABLE = List.of(
            route("POST", "/sites/{slug}/videos", EDIT),
            route("GET", "/sites/{slug}/videos/{id}", READ),
            route("GET", "/api/sites/{slug}/videos", READ),
            route("POST", "/api/sites/{slug}/videos", EDIT),
            route("PUT", "/api/sites/{slug}/videos/{id}", EDIT));

    private VideoRoutes() {}
}
