package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.MANAGE;
import static io.chantier.identity.Policy.OPEN;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for clients, whose link is all that proves who they are, and for those who give links. */
final class ReviewRoutes {

    static final List<Route> TABLE = List.of(
            // Whoever has a link
            route("GET", "/review/{token}", OPEN),
            route("POST", "/review/{token}/comments", OPEN),
            route("POST", "/review/{token}/newest", OPEN),
            route("POST", "/review/{token}/approval", OPEN),
            route("POST", "/review/{token}/sending", OPEN),
            route("POST", "/review/{token}/language", OPEN),
            route("GET", "/review/{token}/edit", OPEN),
            route("POST", "/review/{token}/edit", OPEN),
            route("GET", "/review/{token}/edit/picture", OPEN),
            route("POST", "/review/{token}/edit/picture", OPEN),
            route("POST", "/review/{token}/pictures/{id}/removal", OPEN),
            route("POST", "/review/{token}/edit/sketch", OPEN),
            route("POST", "/review/{token}/edit/undo", OPEN),
            route("POST", "/review/{token}/edit/redo", OPEN),
            route("POST", "/review/{token}/edit/look", OPEN),
            route("GET", "/review/{token}/pictures/{id}", OPEN),
            route("GET", "/review/{token}/pictures/{id}/retouch", OPEN),
            route("POST", "/review/{token}/pictures/{id}/retouch", OPEN),
            route("POST", "/review/{token}/pictures/{id}/replacement", OPEN),

            // Whoever gives links and answers
            route("GET", "/sites/{slug}/approval", READ),
            route("POST", "/sites/{slug}/approval/reviews", EDIT),
            route("POST", "/sites/{slug}/approval/reviews/{id}/newest", EDIT),
            route("POST", "/sites/{slug}/approval/reviews/{id}/revocation", EDIT),
            route("POST", "/sites/{slug}/approval/tasks/{id}", EDIT),
            route("POST", "/sites/{slug}/approval/tasks/{id}/author", EDIT),
            route("POST", "/sites/{slug}/approval/rule", MANAGE),
            route("POST", "/sites/{slug}/approval/override", MANAGE),
            route("GET", "/api/sites/{slug}/reviews", READ),
            route("POST", "/api/sites/{slug}/reviews", EDIT),
            route("PUT", "/api/sites/{slug}/reviews/{id}/revision", EDIT),
            route("DELETE", "/api/sites/{slug}/reviews/{id}", EDIT),
            route("GET", "/api/sites/{slug}/tasks", READ),
            route("PUT", "/api/sites/{slug}/tasks/{id}", EDIT),
            route("GET", "/api/sites/{slug}/approval", READ),
            route("PUT", "/api/sites/{slug}/approval", MANAGE),
            route("POST", "/api/sites/{slug}/approval/override", MANAGE));

    private ReviewRoutes() {}
}
