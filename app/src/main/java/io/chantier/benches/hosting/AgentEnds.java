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
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Whether agents are done with what steps ordered, and what they have left: what they told last may be older, so they are asked. */
@Component
public class AgentEnds {

    private static final int ASKED_AT_MOST = 3;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** The numbers under which clients of MariaDB say that they cannot reach it, or no longer do. */
    private static final Pattern DATABASE_AWAY = Pattern.compile("(\\(|ERROR )20(02|03|06|13)\\b");

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

    /** Whether an agent may still be at what a step ordered last: one that does not answer may. */
    public boolean mayGoOn(Site site, UUID origin, String step) {
        var last = work.latest(origin, step).filter(job -> !isWithdrawn(job));
        try {
            return last.isPresent() && !isOver(site, last.get(), false);
        } catch (AgentTrouble _) {
            return true;
        }
    }

    /** It was called off before any agent had it. */
    private static boolean isWithdrawn(OrderedJob job) {
        return job.state() == AgentJobState.FAILURE
                && job.told() == null
                && job.progress().number() == null;
    }

    /** What a step had done last before an agent first had what another one ordered; empty where it had done nothing. */
    public Optional<UUID> doneBefore(Site site, UUID origin, String step, String other) {
        var until = work.attempts(origin, other).stream()
                .filter(job -> mayKnow(site, job))
                .map(AgentEnds::orderedAt)
                .findFirst();
        return work.attempts(origin, step).stream()
                .filter(job -> job.state() == AgentJobState.SUCCESS)
                .filter(job -> until.isEmpty() || !orderedAt(job).isAfter(until.get()))
                .map(OrderedJob::id)
                .reduce((_, later) -> later);
    }

    private static Instant orderedAt(OrderedJob job) {
        return job.progress().times().orderedAt();
    }

    /** As long as it does not answer, it may. */
    private boolean mayKnow(Site site, OrderedJob job) {
        try {
            return knows(site, job);
        } catch (AgentTrouble _) {
            return true;
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
            return runsAtLast(agent, housing.get()) ? Presence.WHOLE : Presence.DAMAGED;
        } catch (AgentTrouble trouble) {
            throw later(trouble);
        }
    }

    /** What is told as damaged is dropped by and by, so one bad answer is none. */
    private static boolean runsAtLast(AgentClient agent, Housing housing) throws UndoLater {
        for (int asked = 1; !runs(agent, housing); asked++) {
            if (asked == ASKED_AT_MOST) return false;
            pause(housing);
        }
        return true;
    }

    /** Its list of apps comes out of its database. That there is none only its agent can say, and not while the server of databases is away. */
    private static boolean runs(AgentClient agent, Housing housing) throws UndoLater {
        try {
            if (agent.get(housing.path("apps") + "?format=json").path("data").isArray()) return true;
        } catch (AgentTrouble trouble) {
            if (trouble.isSaidByAgent() && !DATABASE_AWAY.matcher(said(trouble)).find()) return false;
            throw trouble;
        }
        throw unknown(housing);
    }

    private static String said(AgentTrouble trouble) {
        return trouble.why().arguments().getOrDefault("said", "");
    }

    private static void pause(Housing housing) throws UndoLater {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw unknown(housing);
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
            case PENDING, RUNNING, UNKNOWN -> Standing.NOT_OVER;
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

    private static UndoLater unknown(Housing housing) {
        return new UndoLater(
                "Whether " + housing.host() + " runs is not known",
                Map.of("server", housing.server().name(), "host", housing.host()));
    }

    private static UndoLater later(AgentTrouble trouble) {
        return new UndoLater(String.valueOf(trouble.getMessage()), trouble.why().arguments(), trouble);
    }
}
