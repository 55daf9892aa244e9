package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.servers.BenchSites;
import io.chantier.jobs.Failure;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Names of sites on benches: a new site never gets one that is there already, whoever made it. */
@Component
public class BenchClaims {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);

    private final BenchSites sites;
    private final Housing.Finder houses;
    private final Agents agents;
    private final AgentJobs jobs;
    private final BenchSettings settings;

    BenchClaims(BenchSites sites, Housing.Finder houses, Agents agents, AgentJobs jobs, BenchSettings settings) {
        this.sites = sites;
        this.houses = houses;
        this.agents = agents;
        this.jobs = jobs;
        this.settings = settings;
    }

    /** A problem where the team has as many sites as it may. */
    void demandAllowance(TeamId team) {
        int most = settings.sitesPerTeam();
        if (sites.countOf(team) >= most) {
            throw new ProblemException(Problem.of("bench-sites-limit", 409, Map.of("most", Integer.toString(most))));
        }
    }

    /** Whether any bench lists this host, or any site of ours has it. */
    boolean isTaken(String host) {
        return sites.isTaken(host);
    }

    /** The same with what the site itself has left out. */
    boolean isTakenByAnother(Site site, String host) {
        return sites.isTakenByAnother(site, host);
    }

    /** False where the host is another's. The site's own place is kept and only moves. */
    boolean claim(Site site, UUID bench, String host) {
        if (sites.of(site).isPresent()) {
            sites.move(site, bench);
            return true;
        }
        return !isTaken(host) && sites.put(site, bench, host, false);
    }

    /** The site is there and was seen. */
    void came(Site site) {
        sites.came(site);
    }

    /** Whether the site ever was there. */
    public boolean hasCome(Site site) {
        return sites.hasCome(site);
    }

    /** Whether what its bench has under its name is the site, or what is left of an attempt to make it; else it is another's. */
    public boolean isOurs(Site site) {
        return hasCome(site) || jobs.mayHaveMade(site.team(), site.id().value());
    }

    void markCopy(Site site, Site original) {
        sites.markCopy(site, original.slug());
    }

    /** Asks the agent itself whether the site's name is free there; empty where it is. */
    public Optional<StepOutcome> obstacle(Site site) {
        var housing = houses.get(site);
        try {
            var taken = agents.of(housing.server().id()).benches().values().stream()
                    .anyMatch(bench -> bench.sites().contains(housing.host()));
            return taken ? Optional.of(new StepOutcome.Failed(taken(housing.host()))) : Optional.empty();
        } catch (AgentTrouble trouble) {
            return Optional.of(new StepOutcome.TryAgain(trouble.why(), ASK_AGAIN));
        }
    }

    /** A problem where the agent has the site, is still at work on it, or cannot be asked. */
    public void demandOff(Site site) {
        demandNoWork(site);
        var housing = houses.of(site);
        if (housing.isEmpty()) return;
        try {
            var there = agents.of(housing.get().server().id()).benches().values().stream()
                    .anyMatch(bench -> bench.sites().contains(housing.get().host()));
            if (there) throw still("bench-site-still-there", site);
        } catch (AgentTrouble trouble) {
            throw new ProblemException(
                    Problem.of(trouble.why().code(), 502, trouble.why().arguments()));
        }
    }

    /** A problem where an agent has not ended what was ordered for the site. */
    public void demandNoWork(Site site) {
        var open = new AgentJobs.Query(
                site.team(), null, AgentJobs.Query.State.OPEN, site.id().value(), null);
        if (!jobs.list(open, null, 1).items().isEmpty()) throw still("bench-site-worked-on", site);
    }

    private ProblemException still(String code, Site site) {
        var words = houses.of(site)
                .map(housing -> Map.of(
                        "host", housing.host(), "server", housing.server().name()))
                .orElseGet(() -> Map.of("host", site.name(), "server", "?"));
        return new ProblemException(Problem.of(code, 409, words));
    }

    static Failure taken(String host) {
        return new Failure("bench-host-taken", Map.of("host", host));
    }
}
