package io.chantier.benches.hosting;

import io.chantier.benches.delivery.AgentJobState;
import io.chantier.benches.delivery.AgentJobs;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.jobs.Failure;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Has agents do the work of steps: each is ordered once however often its step is run, and anew where a person retries it. */
@Component
public class AgentWork {

    private static final Duration AFTER_THE_DEADLINE = Duration.ofMinutes(5);
    private static final int LONGEST = 500;

    /** One of the agent's own steps failed. */
    static final String FAILED = "agent-job-failed";

    /** Whose the name is, which agents may say, is not for the team that asked for it. */
    private static final Pattern TAKEN = Pattern.compile("(?:domain|name)-taken: (\\S+) belongs to .*", Pattern.DOTALL);

    private final AgentJobs jobs;
    private final Clock clock;

    AgentWork(AgentJobs jobs, Clock clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    /**
     * Which step of which job.
     *
     * @param origin the job's own mark, which its undo knows, too
     * @param signalled what woke the step; empty where it is run for another reason
     */
    public record Turn(UUID origin, String step, Optional<String> signalled) {}

    /**
     * What became of an order.
     *
     * @param failure why it failed; empty where it has not
     */
    public record Last(boolean over, Optional<Failure> failure, Optional<Instant> endedAt) {}

    /** Orders it, waits for its end, says how it ended; done with the id of the agent's job. */
    public StepOutcome follow(Turn turn, Supplier<AgentOrder> order) {
        return follow(turn, Optional::empty, order);
    }

    /** @param obstacle asked right before it is ordered; where there is one, it is what becomes of the step */
    public StepOutcome follow(Turn turn, Supplier<Optional<StepOutcome>> obstacle, Supplier<AgentOrder> order) {
        Supplier<StepOutcome> anew = () -> obstacle.get().orElseGet(() -> begin(turn, order.get()));
        var attempts = attempts(turn.origin(), turn.step());
        if (attempts.isEmpty()) return anew.get();
        var undos = attempts(turn.origin(), undoing(turn.step(), attempts.size()));
        if (!undos.isEmpty()) return afterUndo(undos.getLast(), anew);
        var job = attempts.getLast();
        if (!job.state().isOver() && jobs.await(job.id()))
            return waiting(job.id(), job.progress().times().deadline());
        var ended = jobs.find(job.id()).orElse(job);
        if (!ended.state().isFailed()) return StepOutcome.done(ended.id().toString());
        return turn.signalled().isPresent() ? new StepOutcome.Failed(why(ended)) : anew.get();
    }

    /** How often a step has ordered its job. */
    public int begun(UUID origin, String step) {
        return attempts(origin, step).size();
    }

    /** What a step has had done, each time that it was begun; oldest first. */
    public List<UUID> done(UUID origin, String step) {
        return attempts(origin, step).stream()
                .filter(job -> job.state() == AgentJobState.SUCCESS)
                .map(OrderedJob::id)
                .toList();
    }

    /** What a step ordered last; empty where it ordered nothing. */
    Optional<OrderedJob> latest(UUID origin, String step) {
        return attempts(origin, step).stream().reduce((_, later) -> later);
    }

    /** The turn in which what a step did last is taken back, for whoever does that by several jobs. */
    Turn back(UUID origin, String step, Optional<String> signalled) {
        return new Turn(origin, undoing(step, begun(origin, step)), signalled);
    }

    /** What was ordered in a turn, oldest first. */
    List<OrderedJob> ordered(Turn turn) {
        return attempts(turn.origin(), turn.step());
    }

    /** Orders one more in a turn, without waiting for it. */
    void order(Turn turn, AgentOrder order) {
        jobs.orderOnce(AgentJobs.idFor(turn.origin(), turn.step(), ordered(turn).size() + 1), order);
    }

    /** What an earlier attempt left is gone before the next one begins. */
    private StepOutcome afterUndo(OrderedJob undo, Supplier<StepOutcome> anew) {
        if (!undo.state().isOver() && jobs.await(undo.id()))
            return waiting(undo.id(), undo.progress().times().deadline());
        var ended = jobs.find(undo.id()).orElse(undo);
        return ended.state().isFailed() ? new StepOutcome.Failed(why(ended)) : anew.get();
    }

    /** Calls off what a step has ordered, and has what it made taken away again: once for each time that it was begun, and anew where that failed. */
    public void undo(UUID origin, String step, AgentOrder takingAway) {
        var attempts = attempts(origin, step);
        if (attempts.isEmpty()) return;
        callOff(origin, step);
        var undoing = undoing(step, attempts.size());
        var undos = attempts(origin, undoing);
        if (!undos.isEmpty() && !undos.getLast().state().isFailed()) return;
        var id = AgentJobs.idFor(origin, undoing, undos.size() + 1);
        jobs.orderUndo(id, takingAway, attempts.getLast().id());
    }

    /** Calls off what a step has ordered and is not over. */
    public void callOff(UUID origin, String step) {
        attempts(origin, step).stream().filter(one -> !one.state().isOver()).forEach(jobs::cancel);
    }

    /** How far what a step has ordered last has come; empty before it ordered anything. */
    public Optional<Last> last(UUID origin, String step) {
        return latest(origin, step)
                .map(job -> new Last(
                        job.state().isOver(),
                        job.state().isFailed() ? Optional.of(why(job)) : Optional.empty(),
                        Optional.ofNullable(job.progress().times().endedAt())));
    }

    /** Orders something that nobody waits for. */
    public void orderBeside(UUID origin, String step, AgentOrder order) {
        jobs.orderOnce(AgentJobs.idFor(origin, step, 1), order);
    }

    private static String undoing(String step, int attempt) {
        return step + "-undone-" + attempt;
    }

    private StepOutcome begin(Turn turn, AgentOrder order) {
        int attempt = attempts(turn.origin(), turn.step()).size() + 1;
        var id = AgentJobs.idFor(turn.origin(), turn.step(), attempt);
        jobs.order(id, order);
        return waiting(id, clock.instant().plus(order.atMost()));
    }

    private StepOutcome waiting(UUID id, Instant deadline) {
        var left = Duration.between(clock.instant(), deadline);
        return new StepOutcome.Waiting(OrderedJob.signal(id), left.plus(AFTER_THE_DEADLINE));
    }

    /** Oldest first. */
    List<OrderedJob> attempts(UUID origin, String step) {
        return Stream.iterate(1, attempt -> attempt + 1)
                .map(attempt -> jobs.find(AgentJobs.idFor(origin, step, attempt)))
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    static Failure why(OrderedJob job) {
        var reason = job.reason();
        if (reason != null) return reason;
        var told = job.told();
        var failed = told == null ? Optional.<AgentStep>empty() : failed(told);
        var name = job.order().name();
        var said = failed.map(AgentWork::said).filter(text -> !text.isBlank()).orElse("?");
        var taken = TAKEN.matcher(said);
        return taken.matches()
                ? new Failure("agent-name-taken", Map.of("job", name, "host", taken.group(1)))
                : new Failure(
                        FAILED,
                        Map.of("job", name, "step", failed.map(AgentStep::name).orElse(name), "said", said));
    }

    private static Optional<AgentStep> failed(AgentJob told) {
        return told.steps().stream()
                .filter(step -> step.status() == AgentStatus.FAILURE)
                .findFirst();
    }

    /** What the last command printed at its end; else what the step came to. */
    private static String said(AgentStep step) {
        var printed = step.commands().stream()
                .map(AgentCommand::output)
                .filter(text -> !text.isBlank())
                .reduce((_, later) -> later)
                .orElseGet(() -> Stream.of("output", "traceback")
                        .map(name -> step.data().path(name).asString(""))
                        .filter(text -> !text.isBlank())
                        .findFirst()
                        .orElse(""));
        var lines = printed.strip().lines().toList();
        var end = String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
        return end.length() <= LONGEST ? end : "…" + end.substring(end.length() - LONGEST);
    }
}
