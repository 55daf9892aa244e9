package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.MANAGE;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for changes that are asked for in plain words. */
final class ChangeRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/sites/{slug}/changes", READ),
            route("POST", "/sites/{slug}/changes", EDIT),
            route("GET", "/sites/{slug}/changes/{id}", READ),
            route("POST", "/sites/{slug}/changes/{id}/apply", EDIT),
            route("POST", "/sites/{slug}/changes/{id}/discard", EDIT),
            route("POST", "/sites/{slug}/changes/{id}/component", MANAGE),
            route("POST", "/sites/{slug}/changes/{id}/component/accept", MANAGE),
            route("POST", "/sites/{slug}/changes/{id}/component/decline", MANAGE),
            route("GET", "/api/sites/{slug}/change-requests", READ),
            route("POST", "/api/sites/{slug}/change-requests", EDIT),
            route("GET", "/api/sites/{slug}/change-requests/{id}", READ),
            route("POST", "/api/sites/{slug}/change-requests/{id}/apply", EDIT),
            route("POST", "/api/sites/{slug}/change-requests/{id}/discard", EDIT),
            route("GET", "/api/sites/{slug}/change-requests/{id}/component", READ),
            route("POST", "/api/sites/{slug}/change-requests/{id}/component", MANAGE),
            route("POST", "/api/sites/{slug}/change-requests/{id}/component/accept", MANAGE),
            route("POST", "/api/sites/{slug}/change-requests/{id}/component/decline", MANAGE));

    private ChangeRoutes() {}
}
