package io.chantier.benches.delivery;

import io.chantier.benches.agent.AgentTrouble;
import io.chantier.jobs.Failure;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks an agent how its open jobs are, and notes what it tells. */
@Component("agentJobPolls")
class Polls {

    private final JobRows rows;
    private final Ends ends;
    private final Clock clock;

    Polls(JobRows rows, Ends ends, Clock clock) {
        this.rows = rows;
        this.ends = ends;
        this.clock = clock;
    }

    /** One question for all of them, several where the answer is too big. */
    void ask(Supplier<AgentLine> line, List<OrderedJob> open) {
        var numbers = open.stream()
                .map(job -> Objects.requireNonNull(job.progress().number()))
                .toList();
        List<AgentJob> answer;
        try {
            answer = line.get().jobs(numbers);
        } catch (AgentTrouble trouble) {
            if (!trouble.isTooBig()) throw trouble;
            askLess(line, open, trouble);
            return;
        }
        var told = answer.stream().collect(Collectors.toMap(AgentJob::id, Function.identity(), (one, _) -> one));
        for (var job : open) {
            var known = told.get(job.progress().number());
            if (known == null || !isOurs(job, known)) missing(line, job);
            else if (!isStillQueued(job, known)) hear(job, known);
        }
    }

    /** One that says too much keeps nobody from hearing of the others. */
    private void askLess(Supplier<AgentLine> line, List<OrderedJob> open, AgentTrouble trouble) {
        int half = open.size() / 2;
        if (half == 0) {
            ends.end(open.getFirst().id(), AgentJobState.FAILURE, trouble.why());
            return;
        }
        ask(line, open.subList(0, half));
        ask(line, open.subList(half, open.size()));
    }

    /** The agent may have begun to count anew: then another's job has the number of ours. */
    private boolean isOurs(OrderedJob job, AgentJob told) {
        return told.agentJobId() == null || told.agentJobId().equals(job.id().toString());
    }

    /** What only waits has nothing new to tell: of a thousand jobs in agents' queues, only those at work are written down. */
    private static boolean isStillQueued(OrderedJob job, AgentJob told) {
        return told.status() == AgentStatus.PENDING && job.state() == AgentJobState.PENDING && job.told() != null;
    }

    private void missing(Supplier<AgentLine> line, OrderedJob job) {
        var known = line.get().named(job.id().toString());
        if (known.isPresent()) {
            if (known.get().status() != AgentStatus.UNKNOWN)
                rows.arrived(job.id(), known.get().id(), clock.instant());
            hear(job, known.get());
        } else {
            ends.end(job.id(), AgentJobState.FAILURE, new Failure("agent-job-forgotten", Ends.arguments(job)));
        }
    }

    private void hear(OrderedJob job, AgentJob told) {
        if (told.status() == AgentStatus.UNKNOWN) {
            unreadable(job);
            return;
        }
        var state = state(told.status());
        var secrets = rows.body(job.id()).orElseGet(Wire::emptyObject);
        rows.told(job.id(), state.isOver() ? job.state() : state, new Told(secrets).of(told));
        if (state.isOver()) ends.end(job.id(), state, null);
    }

    /** It may be told otherwise later; else this is what its time ends with. */
    private void unreadable(OrderedJob job) {
        var why = new Failure("agent-job-unreadable", Ends.arguments(job));
        if (!why.equals(job.reason())) rows.postponed(job.id(), false, why, clock.instant());
    }

    private static AgentJobState state(AgentStatus status) {
        return switch (status) {
            case PENDING -> AgentJobState.PENDING;
            case RUNNING, UNKNOWN -> AgentJobState.RUNNING;
            case SUCCESS -> AgentJobState.SUCCESS;
            case FAILURE -> AgentJobState.FAILURE;
        };
    }
}
