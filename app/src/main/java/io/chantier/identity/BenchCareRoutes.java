package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.MANAGE;
import static io.chantier.identity.Policy.OPEN;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for the apps and the data of sites on benches. */
final class BenchCareRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/sites/{slug}/apps", READ),
            route("POST", "/sites/{slug}/apps", EDIT),
            route("GET", "/sites/{slug}/apps/{app}/removal", MANAGE),
            route("POST", "/sites/{slug}/apps/{app}/removal", MANAGE),
            route("GET", "/sites/{slug}/backups", READ),
            route("POST", "/sites/{slug}/backups", EDIT),
            route("GET", "/sites/{slug}/backups/{backup}/restoration", MANAGE),
            route("POST", "/sites/{slug}/backups/{backup}/restoration", MANAGE),
            route("GET", "/sites/{slug}/clones", MANAGE),
            route("POST", "/sites/{slug}/clones", MANAGE),
            route("GET", "/sites/{slug}/updates", READ),
            route("GET", "/sites/{slug}/updates/{bench}", MANAGE),
            route("POST", "/sites/{slug}/updates/{bench}", MANAGE),
            route("POST", "/sites/{slug}/migration", MANAGE),
            route("POST", "/sites/{slug}/cache/end", EDIT),
            route("GET", "/sites/{slug}/config", READ),
            route("POST", "/sites/{slug}/config", MANAGE),
            route("POST", "/sites/{slug}/config/removal", MANAGE),
            route("GET", "/api/sites/{slug}/config", READ),
            route("PATCH", "/api/sites/{slug}/config", MANAGE),
            route("GET", "/api/sites/{slug}/apps", READ),
            route("POST", "/api/sites/{slug}/apps", EDIT),
            route("DELETE", "/api/sites/{slug}/apps/{app}", MANAGE),
            route("GET", "/api/sites/{slug}/backups", READ),
            route("GET", "/sites/{slug}/backups/{id}/files/{part}", MANAGE),
            route("GET", "/api/sites/{slug}/backups/{id}/files/{part}", MANAGE),
            route("POST", "/api/sites/{slug}/backups", EDIT),
            route("POST", "/api/sites/{slug}/restorations", MANAGE),
            route("POST", "/api/sites/{slug}/clones", MANAGE),
            route("GET", "/api/sites/{slug}/updates", READ),
            route("POST", "/api/sites/{slug}/updates", MANAGE),
            route("POST", "/api/sites/{slug}/migration", MANAGE),
            route("DELETE", "/api/sites/{slug}/cache", EDIT),
            // The address is the key: it was made for one file and for a while.
            route("GET", "/backup-files/{token}/{name}", OPEN));

    private BenchCareRoutes() {}
}
