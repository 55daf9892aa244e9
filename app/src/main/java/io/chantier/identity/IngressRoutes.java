package io.chantier.identity;

import static io.chantier.identity.Policy.OPEN;
import static io.chantier.identity.Routes.route;

import java.util.List;

/** What a proxy in front of us fetches: it has a token of its own, which is nobody's account. */
final class IngressRoutes {

    static final List<Routes.Route> TABLE = List.of(route("GET", "/api/ingress/traefik", OPEN));

    private IngressRoutes() {}
}
