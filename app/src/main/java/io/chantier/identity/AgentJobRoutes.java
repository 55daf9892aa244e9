package io.chantier.identity;

import static io.chantier.identity.Policy.EDIT;
import static io.chantier.identity.Policy.OPEN;
import static io.chantier.identity.Policy.READ;
import static io.chantier.identity.Routes.route;

import io.chantier.identity.Routes.Route;
import java.util.List;

/** The rows of {@link Routes} for new sites on benches and the jobs of agents; which of those somebody may see, their module decides. */
final class AgentJobRoutes {

    static final List<Route> TABLE = List.of(
            route("GET", "/agent-jobs", READ),
            route("GET", "/agent-jobs/{id}", READ),
            route("GET", "/agent-jobs/{id}/live", READ),
            route("POST", "/agent-jobs/{id}/cancellation", EDIT),
            route("POST", "/agent-jobs/{id}/retry", EDIT),
            route("GET", "/api/agent-jobs", READ),
            route("GET", "/api/agent-jobs/{id}", READ),
            route("POST", "/api/agent-jobs/{id}/cancel", EDIT),
            route("POST", "/api/agent-jobs/{id}/retry", EDIT),
            route("GET", "/sites/new/bench", EDIT),
            route("POST", "/sites/bench", EDIT),
            route("GET", "/api/bench-sites/choice", EDIT),
            route("POST", "/api/bench-sites", EDIT),
            // Agents cannot prove who they are: what they say there is not believed.
            route("POST", "/api/method/press.api.callbacks.callback", OPEN));

    private AgentJobRoutes() {}
}
