package io.chantier.benches.delivery;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.delivery.Turns.Turn;
import io.chantier.jobs.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * One conversation with a server: what is due is delivered, cancels are passed on, and one question for all open jobs
 * tells how far they are. The first sign that nobody answers ends it; the server is then left alone for a while.
 */
@Component
class Round {

    private static final Logger log = LoggerFactory.getLogger(Round.class);
    private static final int AT_ONCE = 100;

    /** An agent that breaks over an order so often will not take it at all. */
    private static final int TRIES = 8;

    /** How often a lost order is looked for before it is sent again. */
    private static final int LOOKS = 5;

    private final JobRows rows;
    private final Turns turns;
    private final Ends ends;
    private final Ways ways;
    private final AgentJobSettings settings;
    private final Clock clock;

    Round(JobRows rows, Turns turns, Ends ends, Ways ways, AgentJobSettings settings, Clock clock) {
        this.rows = rows;
        this.turns = turns;
        this.ends = ends;
        this.ways = ways;
        this.settings = settings;
        this.clock = clock;
    }

    /** How agents are reached and asked. */
    @Component("agentWays")
    record Ways(AgentLine.Exchange exchange, Polls polls) {}

    /** Another one has the turn by now. */
    private static final class TurnLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TurnLost() {
            super(null, null, false, false);
        }
    }

    void go(Turn turn) {
        int misses = 0;
        try {
            new Talk(turn).go();
        } catch (TurnLost _) {
            return;
        } catch (AgentTrouble trouble) {
            misses = turn.misses() + 1;
            rows.stuck(turn.server(), trouble.why());
            if (misses == 1) log.info("The agent of server {} does not answer as it should", turn.server(), trouble);
        } catch (NoSuchElementException _) {
            return;
        } catch (RuntimeException e) {
            misses = turn.misses() + 1;
            log.warn("The round of server {} broke off", turn.server(), e);
        }
        turns.giveBack(turn, next(turn.server(), misses), misses);
    }

    /** When the server is spoken to again; a job's end of time is kept even while nobody speaks to its server. */
    private Instant next(UUID server, int misses) {
        var now = clock.instant();
        var after = misses == 0 ? now : now.plus(settings.afterMisses(misses));
        var next = Turns.never();
        var open = rows.open(server);
        var firsts = firstOfSites(open);
        for (var job : open) {
            if (!isFirst(job, firsts)) continue;
            var due = due(job, now);
            var spoken = due.isBefore(after) ? after : due;
            var deadline = job.progress().times().deadline();
            var first = spoken.isBefore(deadline) ? spoken : deadline;
            if (first.isBefore(next)) next = first;
        }
        return next;
    }

    /** What was ordered for a site is delivered in that order: nothing overtakes what is still to be sent. */
    private static Map<UUID, UUID> firstOfSites(List<OrderedJob> open) {
        return open.stream()
                .filter(job ->
                        job.state() == AgentJobState.UNDELIVERED && job.order().site() != null)
                .collect(Collectors.toMap(
                        job -> Objects.requireNonNull(job.order().site()), OrderedJob::id, (first, _) -> first));
    }

    private static boolean isFirst(OrderedJob job, Map<UUID, UUID> first) {
        var site = job.order().site();
        return site == null
                || job.state() != AgentJobState.UNDELIVERED
                || job.id().equals(first.get(site));
    }

    private Instant due(OrderedJob job, Instant now) {
        var delivered = job.progress().times().deliveredAt();
        if (delivered == null) return job.progress().nextAt();
        var age = Duration.between(delivered, now);
        long slowly = Math.clamp(age.toSeconds() / 30, 1, 10);
        return now.plus(settings.poll().multipliedBy(slowly));
    }

    /** The conversation itself. */
    private final class Talk {
        private final Turn turn;
        private final AgentLine line;

        /** Those that the agent may still be at. */
        private final List<OrderedJob> overdue;

        Talk(Turn turn) {
            this.turn = turn;
            this.overdue = endOverdue(turn.server());
            this.line = ways.exchange().to(turn.server());
        }

        void go() {
            for (var job : overdue) cancel(job);
            for (var job : rows.open(turn.server())) {
                if (job.progress().cancelAsked() && job.progress().number() != null) cancel(job);
            }
            deliverInOrder();
            var open = new ArrayList<>(rows.open(turn.server()));
            open.removeIf(job -> job.progress().number() == null);
            for (int from = 0; from < open.size(); from += AT_ONCE) {
                ways.polls().ask(this::line, open.subList(from, Math.min(open.size(), from + AT_ONCE)));
            }
        }

        private void deliverInOrder() {
            var waiting = new HashSet<UUID>();
            for (var job : rows.open(turn.server())) {
                if (job.state() != AgentJobState.UNDELIVERED) continue;
                var site = job.order().site();
                boolean first = site == null || !waiting.contains(site);
                boolean due = first && !job.progress().nextAt().isAfter(clock.instant());
                if (due || job.progress().cancelAsked()) deliver(job);
                if (site != null && isUnsent(job.id())) waiting.add(site);
            }
        }

        private boolean isUnsent(UUID id) {
            return rows.find(id)
                    .filter(job -> job.state() == AgentJobState.UNDELIVERED)
                    .isPresent();
        }

        private AgentLine line() {
            if (!turns.keep(turn)) throw new TurnLost();
            return line;
        }

        private void deliver(OrderedJob job) {
            if (job.progress().unsure() && mayBeThere(job)) return;
            if (job.progress().cancelAsked()) {
                ends.calledOff(job);
                return;
            }
            if (!isTimeFor(job)) return;
            var body = rows.body(job.id());
            if (body.isEmpty()) {
                ends.end(
                        job.id(), AgentJobState.DELIVERY_FAILURE, new Failure("agent-job-sealed", Ends.arguments(job)));
                return;
            }
            var talk = line();
            // Committed before a word is said: should we die now, the next one asks the agent first.
            if (rows.sending(job.id(), clock.instant())) send(job, body.get(), talk);
        }

        private void send(OrderedJob job, JsonNode body, AgentLine talk) {
            var order = job.order();
            try {
                long number = talk.start(new AgentRequest(
                        order.method(), order.path(), body, job.id().toString()));
                rows.arrived(job.id(), number, clock.instant());
            } catch (AgentTrouble trouble) {
                undelivered(job, trouble);
            }
        }

        /** What takes away is sent when what it takes away is over at the agent, and only where that began. */
        private boolean isTimeFor(OrderedJob job) {
            var undone = rows.undoneBy(job.id());
            if (undone.isEmpty()) return true;
            var first = undone.get();
            if (!first.state().isOver()) return notYet(job);
            var told = line().named(first.id().toString());
            if (told.isEmpty()) return mayArrive(first) ? notYet(job) : needless(job);
            if (told.get().status().isOver()) return Undoing.isNeeded(first, told.get()) || needless(job);
            stop(told.get().id());
            return notYet(job);
        }

        private boolean notYet(OrderedJob job) {
            rows.later(job.id(), clock.instant().plus(settings.poll()));
            return false;
        }

        private boolean needless(OrderedJob job) {
            ends.end(job.id(), AgentJobState.SUCCESS, new Failure("agent-job-needless", Ends.arguments(job)));
            return false;
        }

        /** Whether the agent took it although its answer never came, or may still do so. */
        private boolean mayBeThere(OrderedJob job) {
            var known = line().named(job.id().toString());
            if (known.isEmpty() && mayArrive(job)) {
                rows.later(job.id(), clock.instant().plus(settings.lost().dividedBy(LOOKS)));
                return true;
            }
            if (known.isEmpty()) {
                rows.surelyNotThere(job.id());
                return false;
            }
            rows.arrived(job.id(), known.get().id(), clock.instant());
            return true;
        }

        private void undelivered(OrderedJob job, AgentTrouble trouble) {
            int tries = job.progress().tries() + 1;
            var next = clock.instant().plus(settings.afterMisses(tries));
            switch (trouble.kind()) {
                case UNREACHABLE, WRONG_PASSWORD, OTHER_CERTIFICATE -> {
                    rows.postponed(job.id(), false, trouble.why(), next);
                    throw trouble;
                }
                case UNSURE -> {
                    rows.postponed(job.id(), true, trouble.why(), next);
                    throw trouble;
                }
                case REFUSED -> ends.refused(job, trouble);
                case BROKEN -> {
                    if (tries < TRIES) rows.postponed(job.id(), true, trouble.why(), next);
                    else ends.end(job.id(), AgentJobState.DELIVERY_FAILURE, trouble.why());
                }
            }
        }

        /** A request may lie about for a while before the agent reads it. */
        private boolean mayArrive(OrderedJob job) {
            return rows.sentAt(job.id())
                    .filter(sent -> sent.plus(settings.lost()).isAfter(clock.instant()))
                    .isPresent();
        }

        private void cancel(OrderedJob job) {
            stop(Objects.requireNonNull(job.progress().number()));
            rows.cancelSent(job.id());
        }

        private void stop(long number) {
            try {
                line().cancel(number);
            } catch (AgentTrouble trouble) {
                // It answered, so it heard us: a job that is over cannot be cancelled, and the poll tells its end.
                if (trouble.kind() != AgentTrouble.Kind.REFUSED && trouble.kind() != AgentTrouble.Kind.BROKEN)
                    throw trouble;
            }
        }
    }

    private List<OrderedJob> endOverdue(UUID server) {
        var now = clock.instant();
        var overdue = rows.open(server).stream()
                .filter(job -> !job.progress().times().deadline().isAfter(now))
                .toList();
        overdue.forEach(ends::overdue);
        return overdue.stream().filter(job -> job.progress().number() != null).toList();
    }
}
