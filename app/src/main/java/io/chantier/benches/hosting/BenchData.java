package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.servers.BenchSites;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The apps and the data of sites on benches, as their agents know them, and what agents are to do with them. */
@Component
public class BenchData {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    private final Housing.Finder houses;
    private final BenchSites sites;
    private final Agents agents;

    BenchData(Housing.Finder houses, BenchSites sites, Agents agents) {
        this.houses = houses;
        this.sites = sites;
        this.agents = agents;
    }

    /** An app of a site; version and branch are empty where the agent does not tell them. */
    public record InstalledApp(String name, String version, String branch) {}

    /** Asks the agent; a problem where it does not answer as it should. */
    public List<InstalledApp> installed(Site site) {
        var housing = houses.get(site);
        try {
            return listed(housing);
        } catch (AgentTrouble trouble) {
            throw new ProblemException(
                    Problem.of(trouble.why().code(), 502, trouble.why().arguments()));
        }
    }

    /** Asked right before an app is installed: a site that has it is done, and an agent that is away is waited for. */
    public Optional<StepOutcome> instead(Site site, String app) {
        var housing = houses.get(site);
        try {
            return listed(housing).stream().anyMatch(one -> one.name().equals(app))
                    ? Optional.of(StepOutcome.done())
                    : Optional.empty();
        } catch (AgentTrouble trouble) {
            return Optional.of(after(trouble));
        }
    }

    /** What passes is waited for; what an agent says however often it is asked is not asked again. */
    private static StepOutcome after(AgentTrouble trouble) {
        return switch (trouble.kind()) {
            case UNREACHABLE, UNSURE -> new StepOutcome.LookAgain(ASK_AGAIN);
            case REFUSED, WRONG_PASSWORD, OTHER_CERTIFICATE, BROKEN -> new StepOutcome.Failed(trouble.why());
        };
    }

    private List<InstalledApp> listed(Housing housing) {
        return agents.of(housing.server().id())
                .get(housing.path("apps") + "?format=json")
                .path("data")
                .valueStream()
                .map(BenchData::app)
                .toList();
    }

    private static InstalledApp app(JsonNode told) {
        return new InstalledApp(
                told.path("app_name").asString(""),
                told.path("app_version").asString(""),
                told.path("git_branch").asString(""));
    }

    /** The apps that the site's bench has. */
    public SortedSet<String> onBench(Site site) {
        return new TreeSet<>(houses.get(site).bench().apps().keySet());
    }

    /** The apps that can be put on some site of the team. */
    public SortedSet<String> installable(TeamId team) {
        var apps = sites.appsAround(team);
        apps.remove(BenchHosting.FRAMEWORK);
        return apps;
    }

    public AgentOrder installApp(Site site, String app) {
        return order(site, "Install App on Site", "apps", Map.of("name", app));
    }

    /** Its data go with it. */
    public AgentOrder uninstallApp(Site site, String app) {
        var housing = houses.get(site);
        return housing.order("Uninstall App on Site", "DELETE", housing.path("apps", app), Map.of());
    }

    /** The site is open for its visitors again when it is done. */
    public AgentOrder migrate(Site site) {
        return order(site, "Migrate Site", "migrate", Map.of("skip_failing_patches", false, "activate", true));
    }

    /** Out of maintenance mode. */
    public AgentOrder open(Site site) {
        return order(site, "Activate Site", "activate", Map.of());
    }

    public AgentOrder clearCache(Site site) {
        var housing = houses.get(site);
        return housing.order("Clear Cache", "DELETE", housing.path("cache"), Map.of());
    }

    private AgentOrder order(Site site, String name, String what, Map<String, ?> body) {
        var housing = houses.get(site);
        return housing.order(name, "POST", housing.path(what), body);
    }
}
