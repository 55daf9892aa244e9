package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for the hand of people in a site's texts, and in its further languages. */
final class EditingRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/sites/{slug}/edit", READ),
            route("POST", "/sites/{slug}/edit", EDIT),
            route("POST", "/sites/{slug}/edit/sketch", EDIT),
            route("POST", "/sites/{slug}/edit/undo", EDIT),
            route("POST", "/sites/{slug}/edit/redo", EDIT),
            route("POST", "/sites/{slug}/edit/look", EDIT),
            route("POST", "/sites/{slug}/edit/displaced/removal", EDIT),
            route("POST", "/sites/{slug}/edit/alternatives", EDIT),
            route("GET", "/sites/{slug}/edit/languages", READ),
            route("POST", "/sites/{slug}/edit/languages", EDIT),
            route("POST", "/sites/{slug}/edit/languages/translation", EDIT),
            route("GET", "/sites/{slug}/edit/languages/{language}", READ),
            route("POST", "/sites/{slug}/edit/languages/{language}", EDIT),
            route("POST", "/sites/{slug}/edit/languages/{language}/sketch", EDIT),
            route("POST", "/sites/{slug}/edit/languages/{language}/removal", EDIT),
            route("GET", "/api/sites/{slug}/languages", READ),
            route("POST", "/api/sites/{slug}/languages/translation", EDIT),
            route("PUT", "/api/sites/{slug}/languages/{language}", EDIT),
            route("DELETE", "/api/sites/{slug}/languages/{language}", EDIT),
            route("GET", "/api/sites/{slug}/languages/{language}/texts", READ),
            route("PATCH", "/api/sites/{slug}/languages/{language}/texts", EDIT));

    private EditingRoutes() {}
}
