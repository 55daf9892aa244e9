package io.chantier.identity;

import static io.chantier.identity.Policy.MANAGE;
import static io.chantier.identity.Policy.OPERATE;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for the servers that sites are published on. */
final class PublishingRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/settings/servers", OPERATE),
            route("POST", "/settings/servers", OPERATE),
            route("GET", "/settings/servers/{id}", OPERATE),
            route("POST", "/settings/servers/{id}", OPERATE),
            route("POST", "/settings/servers/{id}/test", OPERATE),
            route("POST", "/settings/servers/{id}/removal", OPERATE),
            route("POST", "/sites/{slug}/releases/place", MANAGE),
            route("GET", "/api/settings/servers", OPERATE),
            route("POST", "/api/settings/servers", OPERATE),
            route("PUT", "/api/settings/servers/{id}", OPERATE),
            route("DELETE", "/api/settings/servers/{id}", OPERATE),
            route("POST", "/api/settings/servers/{id}/test", OPERATE),
            route("GET", "/api/sites/{slug}/place", READ),
            route("PUT", "/api/sites/{slug}/place", MANAGE));

    private PublishingRoutes() {}
}
