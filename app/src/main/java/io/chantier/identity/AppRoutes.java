package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.OPERATE;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for the apps of benches and for release groups. */
final class AppRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/apps", READ),
            route("GET", "/apps/{name}", READ),
            route("POST", "/apps/{name}/installations", EDIT),
            route("GET", "/settings/apps", OPERATE),
            route("POST", "/settings/apps", OPERATE),
            route("GET", "/settings/apps/{name}", OPERATE),
            route("POST", "/settings/apps/{name}", OPERATE),
            route("POST", "/settings/apps/{name}/removal", OPERATE),
            route("POST", "/settings/apps/{name}/releases", OPERATE),
            route("POST", "/settings/apps/{name}/releases/{version}/publication", OPERATE),
            route("POST", "/settings/apps/{name}/releases/{version}/publication/end", OPERATE),
            route("POST", "/settings/apps/{name}/releases/{version}/removal", OPERATE),
            route("GET", "/settings/release-groups", OPERATE),
            route("POST", "/settings/release-groups", OPERATE),
            route("GET", "/settings/release-groups/{id}", OPERATE),
            route("POST", "/settings/release-groups/{id}", OPERATE),
            route("POST", "/settings/release-groups/{id}/removal", OPERATE),
            route("POST", "/settings/release-groups/{id}/benches", OPERATE),
            route("POST", "/settings/release-groups/{id}/benches/new", OPERATE),
            route("POST", "/settings/release-groups/{id}/teams", OPERATE),
            route("POST", "/settings/release-groups/{id}/benches/{bench}/removal", OPERATE),
            route("GET", "/api/apps", READ),
            route("POST", "/api/apps", OPERATE),
            route("GET", "/api/apps/{name}", READ),
            route("POST", "/api/apps/{name}/installations", EDIT),
            route("PUT", "/api/apps/{name}", OPERATE),
            route("DELETE", "/api/apps/{name}", OPERATE),
            route("POST", "/api/apps/{name}/releases", OPERATE),
            route("PUT", "/api/apps/{name}/releases/{version}", OPERATE),
            route("DELETE", "/api/apps/{name}/releases/{version}", OPERATE),
            route("POST", "/api/apps/{name}/releases/{version}/publication", OPERATE),
            route("DELETE", "/api/apps/{name}/releases/{version}/publication", OPERATE),
            route("GET", "/api/release-groups", OPERATE),
            route("POST", "/api/release-groups", OPERATE),
            route("GET", "/api/release-groups/{id}", OPERATE),
            route("PUT", "/api/release-groups/{id}", OPERATE),
            route("DELETE", "/api/release-groups/{id}", OPERATE),
            route("GET", "/api/release-groups/{id}/states", OPERATE),
            route("GET", "/api/release-groups/{id}/states/{number}/difference", OPERATE),
            route("POST", "/api/release-groups/{id}/benches", OPERATE),
            route("PUT", "/api/release-groups/{id}/benches/{bench}", OPERATE),
            route("PUT", "/api/release-groups/{id}/teams", OPERATE),
            route("DELETE", "/api/release-groups/{id}/benches/{bench}", OPERATE),
            route("GET", "/api/release-groups/{id}/placement", OPERATE));

    private AppRoutes() {}
}
