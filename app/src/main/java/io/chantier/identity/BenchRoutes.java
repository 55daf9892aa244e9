package io.chantier.identity;

import static io.chantier.identity.Policy.OPERATE;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for the servers that Frappe benches live on. */
final class BenchRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/settings/bench-servers", OPERATE),
            route("POST", "/settings/bench-servers", OPERATE),
            route("GET", "/settings/bench-servers/{id}", OPERATE),
            route("POST", "/settings/bench-servers/{id}", OPERATE),
            route("POST", "/settings/bench-servers/{id}/test", OPERATE),
            route("POST", "/settings/bench-servers/{id}/certificate", OPERATE),
            route("POST", "/settings/bench-servers/{id}/adoption", OPERATE),
            route("POST", "/settings/bench-servers/{id}/adoption/end", OPERATE),
            route("POST", "/settings/bench-servers/{id}/benches/{bench}/archive", OPERATE),
            route("POST", "/settings/bench-servers/{id}/removal", OPERATE),
            route("GET", "/api/sites/{slug}/usage", READ),
            route("GET", "/sites/{slug}/usage", READ),
            route("GET", "/api/bench-servers", OPERATE),
            route("POST", "/api/bench-servers", OPERATE),
            route("GET", "/api/bench-servers/{id}", OPERATE),
            route("PUT", "/api/bench-servers/{id}", OPERATE),
            route("DELETE", "/api/bench-servers/{id}", OPERATE),
            route("POST", "/api/bench-servers/{id}/test", OPERATE),
            route("PUT", "/api/bench-servers/{id}/certificate", OPERATE),
            route("GET", "/api/bench-servers/{id}/benches", OPERATE),
            route("DELETE", "/api/bench-servers/{id}/benches/{bench}", OPERATE),
            route("POST", "/api/bench-servers/{id}/adoptions", OPERATE),
            route("DELETE", "/api/bench-servers/{id}/adoptions/{bench}/{host}", OPERATE));

    private BenchRoutes() {}
}
