package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentClient;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentJobState;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.jobs.UndoLater;
import io.chantier.protocol.AgentJob;
import io.chantier.sites.Site;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whether agents are done with what steps ordered, and what they have left: what they told last may be older, so they are asked. */
@Component
public class AgentEnds {

    private final AgentWork work;
    private final AgentJobs jobs;
    private final Housing.Finder houses;
    private final Agents agents;

    AgentEnds(AgentWork work, AgentJobs jobs, Housing.Finder houses, Agents agents) {
        this.work = work;
        this.jobs = jobs;
        this.houses = houses;
        this.agents = agents;
    }

    /** What a bench has of a site. */
    public enum Presence {
        WHOLE,
        /** Its folder is there, and its application does not run: its database is gone, or part of it. */
        DAMAGED,
        GONE
    }

    /** Calls off what a step ordered last; comes back only when the agent is done with it, which may be with taking it back. */
    public void awaitCalledOff(Site site, UUID origin, String step) throws UndoLater {
        work.callOff(origin, step);
        await(site, origin, step, true);
    }

    /** Waits for what a step ordered last, and lets the agent finish it. */
    public void awaitEnd(Site site, UUID origin, String step) throws UndoLater {
        await(site, origin, step, false);
    }

    private void await(Site site, UUID origin, String step, boolean stopping) throws UndoLater {
        var last = work.latest(origin, step);
        if (last.isEmpty()) return;
        try {
            if (!isOver(site, last.get(), stopping)) throw notYet(last.get());
        } catch (AgentTrouble trouble) {
            throw later(trouble);
        }
    }

    /** Takes back what a step ordered and no agent can have got yet; false where one may have it, which then goes on. */
    public boolean withdraw(UUID origin, String step) {
        return work.latest(origin, step).map(jobs::withdraw).orElse(true);
    }

    /** What the bench has of the site now. */
    public Presence presence(Site site) throws UndoLater {
        var housing = houses.of(site);
        if (housing.isEmpty()) return Presence.GONE;
        var agent = agents.of(housing.get().server().id());
        try {
            boolean listed = agent.benches().values().stream()
                    .anyMatch(bench -> bench.sites().contains(housing.get().host()));
            if (!listed) return Presence.GONE;
            return runs(agent, housing.get()) ? Presence.WHOLE : Presence.DAMAGED;
        } catch (AgentTrouble trouble) {
            throw later(trouble);
        }
    }

    /** Its list of apps comes out of its database. */
    private static boolean runs(AgentClient agent, Housing housing) {
        try {
            return agent.get(housing.path("apps") + "?format=json").path("data").isArray();
        } catch (AgentTrouble trouble) {
            if (trouble.kind() == AgentTrouble.Kind.BROKEN || trouble.kind() == AgentTrouble.Kind.REFUSED) return false;
            throw trouble;
        }
    }

    /** @param stopping whether an agent that is still at it is told to stop */
    boolean isOver(Site site, OrderedJob job, boolean stopping) {
        if (!job.state().isOver()) return false;
        var told = job.told();
        if (told != null && told.status().isOver()) return true;
        var known = named(site, job);
        if (known.isEmpty() || known.get().status().isOver()) return true;
        if (stopping)
            agents.of(houses.get(site).server().id()).cancel(known.get().id());
        return false;
    }

    /** How what failed for us stands with the agent itself. */
    enum Standing {
        NEVER_THERE,
        NOT_OVER,
        SUCCESS,
        FAILURE
    }

    /** What was never delivered has not failed there; what nobody heard the end of may have succeeded. */
    Standing cameTo(Site site, OrderedJob failed) {
        var told = failed.told();
        if (told != null && told.status().isOver()) return Standing.FAILURE;
        var known = named(site, failed);
        if (known.isEmpty()) {
            return failed.state() == AgentJobState.DELIVERY_FAILURE ? Standing.NEVER_THERE : Standing.FAILURE;
        }
        return switch (known.get().status()) {
            case PENDING, RUNNING -> Standing.NOT_OVER;
            case SUCCESS -> Standing.SUCCESS;
            case FAILURE -> Standing.FAILURE;
        };
    }

    /** Whether the agent ever had it: what it never had has changed nothing there. */
    boolean knows(Site site, OrderedJob job) {
        return job.told() != null || named(site, job).isPresent();
    }

    private Optional<AgentJob> named(Site site, OrderedJob job) {
        return agents.of(houses.get(site).server().id()).named(job.id().toString());
    }

    private static UndoLater notYet(OrderedJob job) {
        var name = job.order().name();
        return new UndoLater("“" + name + "” is not over", Map.of("job", name));
    }

    private static UndoLater later(AgentTrouble trouble) {
        return new UndoLater(String.valueOf(trouble.getMessage()), trouble.why().arguments(), trouble);
    }
}
