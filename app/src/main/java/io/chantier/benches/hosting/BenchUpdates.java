package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.delivery.AgentJobState;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.benches.hosting.AgentWork.Turn;
import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.BenchSites;
import io.chantier.benches.servers.Benches;
import io.chantier.jobs.Failure;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Brings a site to another bench of its server, and back where that failed. On which of the two it is, the agent says: it
 * is asked before each way back.
 */
@Component
public class BenchUpdates {

    private static final Duration ASK_AGAIN = Duration.ofSeconds(15);
    private static final String MIGRATE = "Update Site Migrate";
    private static final String MIGRATE_BACK = "Recover Failed Site Migrate";
    private static final String TABLES_BACK = "Restore Site Tables";
    private static final String NOWHERE = "bench-update-nowhere";

    /**
     * What MariaDB's programs, Frappe and our own agent say when the server goes away under them; the last where a program
     * ended before it had read all.
     */
    private static final Pattern LOST_DATABASE = Pattern.compile(
            "server has gone away|Lost connection|Can't connect to|database-unreachable|Not all bytes went through",
            Pattern.CASE_INSENSITIVE);

    private final Housing.Finder houses;
    private final BenchSites homes;
    private final Benches benches;
    private final Agents agents;
    private final AgentWork work;
    private final AgentEnds ends;

    BenchUpdates(
            Housing.Finder houses, BenchSites homes, Benches benches, Agents agents, AgentWork work, AgentEnds ends) {
        this.houses = houses;
        this.homes = homes;
        this.benches = benches;
        this.agents = agents;
        this.work = work;
        this.ends = ends;
    }

    /**
     * Which update.
     *
     * @param origin the job's own mark
     * @param step the one that orders it
     */
    public record Move(UUID origin, String step, UUID from, UUID to) {}

    /** How far the way back is. */
    public sealed interface Return {

        /** The site answers on its old bench, as far as its agent knows. */
        record Home() implements Return {}

        /** The agent is still at it, or does not answer. */
        record NotYet(String why, Map<String, String> arguments) implements Return {}

        /** Only a person can mend it. */
        record Lost(Failure why) implements Return {}
    }

    /** The agent does all of it: maintenance on, waiting for jobs, tables kept, moving, migrating, maintenance off. */
    public AgentOrder order(Site site, Move move, boolean migrates) {
        var target = bench(move.to()).name();
        return migrates
                ? order(
                        site,
                        MIGRATE,
                        move.from(),
                        "update/migrate",
                        Map.of(
                                "target", target,
                                "activate", true,
                                "skip_failing_patches", false,
                                "skip_backups", false,
                                "skip_search_index", true))
                : order(
                        site,
                        "Update Site Pull",
                        move.from(),
                        "update/pull",
                        Map.of("target", target, "activate", true));
    }

    /** From now on this is the bench on which the site lives. */
    public void settle(Site site, UUID bench) {
        homes.move(site, bench);
    }

    /** Why an update failed, with the benches; what has words of its own keeps them. */
    public Failure failed(Move move, Failure why) {
        return why.code().equals(AgentWork.FAILED) ? about("bench-update-failed", move, why) : why;
    }

    /** Does the next thing on the way back of a job, and waits for nobody. */
    public Return bringBack(Site site, Move move) {
        var update = work.latest(move.origin(), move.step());
        if (update.isEmpty()) return new Return.Home();
        work.callOff(move.origin(), move.step());
        try {
            if (!ends.isOver(site, update.get(), true)) return notYet(update.get());
            return goBack(site, move, update.get());
        } catch (AgentTrouble trouble) {
            return new Return.NotYet(
                    String.valueOf(trouble.getMessage()), trouble.why().arguments());
        }
    }

    /** Whether the agent did all of it and has the site on the new bench; not where it cannot be asked. */
    public boolean hasArrived(Site site, Move move) {
        var update = work.latest(move.origin(), move.step());
        if (update.isEmpty()
                || !update.get().state().isOver()
                || update.get().state().isFailed()) return false;
        try {
            return place(site, move).filter(move.to()::equals).isPresent();
        } catch (AgentTrouble _) {
            return false;
        }
    }

    /** The same in a step, which waits; for a site that the way back of its job did not bring home. */
    public StepOutcome followBack(Site site, Move move, Optional<String> signalled) {
        var turn = work.back(move.origin(), move.step(), signalled);
        try {
            var outcome = work.follow(turn, () -> nowhere(site, move), () -> wayBack(site, move, turn));
            if (outcome instanceof StepOutcome.Done) settle(site, move.from());
            return outcome instanceof StepOutcome.Failed(var why) ? unlessUndelivered(move, turn, why) : outcome;
        } catch (AgentTrouble trouble) {
            return new StepOutcome.TryAgain(trouble.why(), ASK_AGAIN);
        }
    }

    private StepOutcome unlessUndelivered(Move move, Turn turn, Failure why) {
        var ordered = work.ordered(turn);
        boolean isUndelivered = !ordered.isEmpty() && ordered.getLast().state() == AgentJobState.DELIVERY_FAILURE;
        return isUndelivered ? new StepOutcome.TryAgain(why, ASK_AGAIN) : new StepOutcome.Failed(lost(move, why));
    }

    private Return goBack(Site site, Move move, OrderedJob update) {
        var turn = work.back(move.origin(), move.step(), Optional.empty());
        var ordered = work.ordered(turn);
        if (ordered.isEmpty()) {
            if (!ends.knows(site, update)) return home(site, move);
            return orderBack(site, move, turn);
        }
        var last = ordered.getLast();
        if (!last.state().isOver()) return notYet(last);
        if (!last.state().isFailed()) return home(site, move);
        return switch (ends.cameTo(site, last)) {
            case NEVER_THERE -> orderBack(site, move, turn);
            case NOT_OVER -> notYet(last);
            case SUCCESS -> home(site, move);
            case FAILURE -> isOnceMore(ordered) ? orderBack(site, move, turn) : lost(site, move, AgentWork.why(last));
        };
    }

    private static boolean isOnceMore(List<OrderedJob> ordered) {
        return hasLostDatabase(ordered.getLast())
                && ordered.stream().filter(BenchUpdates::hasLostDatabase).count() == 1;
    }

    /** Wherever the agent has it now is where its next jobs find it. */
    private Return lost(Site site, Move move, Failure why) {
        place(site, move).ifPresent(bench -> settle(site, bench));
        return new Return.Lost(lost(move, why));
    }

    private Return orderBack(Site site, Move move, Turn turn) {
        var nowhere = nowhere(site, move);
        if (nowhere.isPresent() && nowhere.get() instanceof StepOutcome.Failed(var why)) {
            return lost(site, move, why);
        }
        work.order(turn, wayBack(site, move, turn));
        return notYet(work.ordered(turn).getLast());
    }

    private Return home(Site site, Move move) {
        settle(site, move.from());
        return new Return.Home();
    }

    private static Return notYet(OrderedJob job) {
        var name = job.order().name();
        return new Return.NotYet("“" + name + "” is not over", Map.of("job", name));
    }

    private Optional<StepOutcome> nowhere(Site site, Move move) {
        if (place(site, move).isPresent()) return Optional.empty();
        return Optional.of(StepOutcome.failed(NOWHERE, words(move, Map.of())));
    }

    /** On which of the two benches the agent has the site; empty where on none. */
    private Optional<UUID> place(Site site, Move move) {
        var housing = houses.get(site);
        var listed = agents.of(housing.server().id()).benches();
        for (var bench : List.of(move.from(), move.to())) {
            var there = listed.get(bench(bench).name());
            if (there != null && there.sites().contains(housing.host())) return Optional.of(bench);
        }
        return Optional.empty();
    }

    private AgentOrder wayBack(Site site, Move move, Turn turn) {
        boolean migrated = work.latest(move.origin(), move.step())
                .filter(job -> job.order().name().equals(MIGRATE))
                .isPresent();
        var at = place(site, move).orElseThrow();
        if (at.equals(move.to())) return moveBack(site, move, migrated);
        return isWithoutItsTables(turn)
                ? order(site, TABLES_BACK, at, "update/migrate/restore", Map.of("activate", true))
                : order(site, "Recover Failed Site Update", at, "update/recover", Map.of());
    }

    private AgentOrder moveBack(Site site, Move move, boolean migrated) {
        var target = bench(move.from()).name();
        return migrated
                ? order(
                        site,
                        MIGRATE_BACK,
                        move.to(),
                        "update/migrate/recover",
                        Map.of("target", target, "activate", true, "restore_touched_tables", true))
                : order(
                        site,
                        "Recover Failed Site Pull",
                        move.to(),
                        "update/pull/recover",
                        Map.of("target", target, "activate", true));
    }

    /** An earlier way back moved the site and failed at its tables. */
    private boolean isWithoutItsTables(Turn turn) {
        return work.ordered(turn).stream()
                .map(job -> job.order().name())
                .anyMatch(name -> name.equals(MIGRATE_BACK) || name.equals(TABLES_BACK));
    }

    private static boolean hasLostDatabase(OrderedJob job) {
        var told = job.told();
        return told != null && LOST_DATABASE.matcher(told.toString()).find();
    }

    private Failure lost(Move move, Failure why) {
        if (why.code().equals(NOWHERE)) return why;
        boolean told = why.code().equals(AgentWork.FAILED);
        return about(told ? "bench-update-fatal" : "bench-update-fatal-silent", move, why);
    }

    private Failure about(String code, Move move, Failure why) {
        var words = new HashMap<>(words(move, why.arguments()));
        words.putIfAbsent("said", why.code());
        words.putIfAbsent("job", "?");
        words.putIfAbsent("step", "?");
        return new Failure(code, words);
    }

    private Map<String, String> words(Move move, Map<String, String> more) {
        var words = new HashMap<>(more);
        words.put("from", bench(move.from()).name());
        words.put("to", bench(move.to()).name());
        return words;
    }

    private AgentOrder order(Site site, String name, UUID bench, String what, Map<String, ?> body) {
        var housing = houses.get(site);
        var path = AgentRequest.path("benches", bench(bench).name(), "sites", housing.host());
        return housing.order(name, "POST", path + "/" + what, body);
    }

    private Bench bench(UUID id) {
        return benches.find(id).orElseThrow(() -> new IllegalStateException("No bench " + id));
    }
}
