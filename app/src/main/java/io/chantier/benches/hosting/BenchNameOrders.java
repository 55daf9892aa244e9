package io.chantier.benches.hosting;

import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.hosting.AgentWork.Turn;
import io.chantier.benches.servers.BenchDomains;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Has agents add and remove names of sites. A name is on record before it is ordered, and until its removal is over: no order
 * to add one goes out that is not followed by one to remove it, whichever job comes to that.
 */
@Component
public class BenchNameOrders {

    private final BenchDomains domains;
    private final Housing.Finder houses;
    private final AgentWork work;

    BenchNameOrders(BenchDomains domains, Housing.Finder houses, AgentWork work) {
        this.domains = domains;
        this.houses = houses;
        this.work = work;
    }

    /**
     * Who orders.
     *
     * @param origin marks the job
     * @param signalled what woke the step; empty where it is run for another reason
     */
    public record Orderer(UUID origin, Optional<String> signalled) {}

    /** Once for each job: where the name was lost since, another job has it added again. */
    public StepOutcome add(Site site, String name, Orderer by) {
        var mark = domains.ask(site, name).mark();
        return work.follow(new Turn(mark, adding(by), by.signalled()), () -> addition(site, name));
    }

    /**
     * Once for each job, and not where the removal that another one ordered is under way or done. An order to add it that the
     * agent has not got yet never gets there; one that it has is carried out before.
     */
    public StepOutcome remove(Site site, String name, Orderer by) {
        var asked = domains.ask(site, name);
        work.callOff(asked.mark(), adding(by));
        var remover = asked.remover()
                .filter(job -> holds(asked.mark(), removing(job)))
                .orElse(by.origin());
        if (!Optional.of(remover).equals(asked.remover())) domains.leave(site, name, remover);
        var turn = new Turn(asked.mark(), removing(remover), by.signalled());
        var outcome = work.follow(turn, () -> removal(site, name));
        if (outcome instanceof StepOutcome.Done) domains.forget(site, Set.of(name));
        return outcome;
    }

    private static String adding(Orderer by) {
        return "add " + by.origin();
    }

    private static String removing(UUID job) {
        return "remove " + job;
    }

    private boolean holds(UUID mark, String step) {
        return work.latest(mark, step).filter(job -> !job.state().isFailed()).isPresent();
    }

    public StepOutcome introduce(Site site, String hostName, Orderer by) {
        return work.follow(
                new Turn(by.origin(), "host_name " + hostName, by.signalled()), () -> configuration(site, hostName));
    }

    private AgentOrder addition(Site site, String name) {
        var housing = houses.get(site);
        return housing.order("Add Domain", "POST", housing.path("domains"), Map.of("domain", name));
    }

    private AgentOrder removal(Site site, String name) {
        var housing = houses.get(site);
        return housing.order("Remove Domain", "DELETE", housing.path("domains", name), Map.of());
    }

    private AgentOrder configuration(Site site, String hostName) {
        var housing = houses.get(site);
        var body = Map.of("config", Map.of("host_name", hostName), "remove", List.of());
        return housing.order("Update Site Configuration", "POST", housing.path("config"), body);
    }
}
