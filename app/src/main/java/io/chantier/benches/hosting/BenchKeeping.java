package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.delivery.AgentOrder.Call;
import io.chantier.benches.servers.Adoption;
import io.chantier.benches.servers.BenchRoutes;
import io.chantier.benches.servers.BenchSites;
import io.chantier.identity.Caller;
import io.chantier.ingress.HostedSites.Standing;
import io.chantier.protocol.Wire;
import io.chantier.sites.Site;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Closes and opens sites that live on benches, lets go of adopted ones, and lets people in. */
@Component
public class BenchKeeping {

    private final BenchRoutes routes;
    private final BenchSites sites;
    private final Housing.Finder houses;
    private final Adoption adoption;
    private final Agents agents;

    BenchKeeping(BenchRoutes routes, BenchSites sites, Housing.Finder houses, Adoption adoption, Agents agents) {
        this.routes = routes;
        this.sites = sites;
        this.houses = houses;
        this.adoption = adoption;
        this.agents = agents;
    }

    /** Puts the application into maintenance mode, and waits for what it is still doing in the background. */
    public AgentOrder deactivate(Site site) {
        return order(site, "Deactivate Site", "deactivate");
    }

    public AgentOrder activate(Site site) {
        return order(site, "Activate Site", "activate");
    }

    /** From the commit on, visitors are told that the site is closed for now. */
    public void showSuspended(Site site) {
        routes.stand(site, Standing.SUSPENDED);
    }

    /** From the commit on, visitors are told that the site is gone. */
    public void showArchived(Site site) {
        routes.stand(site, Standing.ARCHIVED);
    }

    /** Its agent has taken the site away: its place is free. */
    public void left(Site site) {
        sites.left(site);
    }

    /** From the commit on, visitors get what the site's own state says. */
    public void showAsItIs(Site site) {
        switch (site.state()) {
            case LIVE -> routes.stand(site, Standing.ONLINE);
            case SUSPENDED -> showSuspended(site);
            case ARCHIVED -> showArchived(site);
            case DRAFT, GENERATING, GENERATED, INSTALLING, DEPLOYING, BROKEN -> routes.withdraw(site);
        }
    }

    /** Whether the site was on its bench before us. */
    public boolean isAdopted(Site site) {
        return sites.of(site).filter(BenchSites.Home::adopted).isPresent();
    }

    /** Takes an adopted site off our list, with what we noted about it; on its bench nothing is done. */
    @Transactional
    public void letGo(Site site, Caller caller) {
        var home = sites.of(site)
                .filter(BenchSites.Home::adopted)
                .orElseThrow(() ->
                        new ProblemException(Problem.of("bench-site-not-adopted", 404, Map.of("host", site.name()))));
        adoption.letGo(home.bench(), home.host(), caller);
    }

    /** A session of the site's own administrator, who can do everything there; a problem where the agent makes none. */
    public Secret administratorOf(Site site) {
        var housing = housing(site);
        try {
            return agents.of(housing.server().id()).session(path(housing, "sid"));
        } catch (AgentTrouble trouble) {
            var why = trouble.why();
            throw new ProblemException(Problem.of(why.code(), 502, why.arguments()));
        }
    }

    private AgentOrder order(Site site, String name, String what) {
        var housing = housing(site);
        var call = Call.post(path(housing, what), Wire.emptyObject());
        return AgentOrder.of(housing.server().id(), site.team(), name, call).about(site.id());
    }

    private static String path(Housing housing, String what) {
        return AgentRequest.path("benches", housing.bench().name(), "sites", housing.host(), what);
    }

    private Housing housing(Site site) {
        return houses.of(site).orElseThrow(() -> new IllegalStateException("No place for " + site.slug()));
    }
}
