package io.chantier.benches.delivery;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.AgentTrouble.Kind;
import io.chantier.jobs.Failure;
import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentSpan;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.Wire;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An agent that keeps its jobs as a stock one does: asked twice, it starts two. What goes wrong is set from outside. */
final class StatefulAgent implements AgentLine {

    private final List<AgentJob> jobs = new ArrayList<>();
    private final List<AgentRequest> asked = new ArrayList<>();
    private final Semaphore answers = new Semaphore(Integer.MAX_VALUE);
    private int questions;
    private int polls;
    private int firstNumber;
    private int late;
    private int atOnce = Integer.MAX_VALUE;
    private long loud = -1;
    private String odd = "";
    private @Nullable Supplier<RuntimeException> before;
    private @Nullable Supplier<RuntimeException> after;

    static AgentTrouble trouble(Kind kind) {
        return new AgentTrouble(kind, new Failure("agent-" + kind.name().toLowerCase(java.util.Locale.ROOT), Map.of()));
    }

    /** From now on nothing reaches it; null where all is well again. */
    synchronized void refusesWith(@Nullable Kind kind) {
        before = kind == null ? null : () -> trouble(kind);
    }

    /** From now on it does what it is asked to start, and the answer is lost so. */
    synchronized void losesAnswers(@Nullable Supplier<RuntimeException> how) {
        after = how;
    }

    /** The next job that it takes is known only after it was asked for so often. */
    synchronized void takesLate(int looks) {
        late = looks;
    }

    /** From now on nobody can read an answer with this job in it, or with more than so many. */
    synchronized void saysTooMuch(long number, int most) {
        loud = number;
        atOnce = most;
    }

    /** Tells of this job as nobody knows it; nothing where all is well again. */
    synchronized void saysOddly(String agentJobId) {
        odd = agentJobId;
    }

    private synchronized AgentJob told(AgentJob job) {
        return odd.equals(job.agentJobId()) ? AgentJob.unknown(job.id(), odd) : job;
    }

    synchronized int polls() {
        return polls;
    }

    /** From now on whoever asks waits. */
    void hangs() {
        answers.drainPermits();
    }

    void goesOn() {
        answers.release(1_000_000);
    }

    /** All its jobs are gone, and it counts anew. */
    synchronized void isInstalledAnew() {
        jobs.clear();
    }

    synchronized void countsFrom(int number) {
        firstNumber = number;
    }

    synchronized List<AgentRequest> asked() {
        return List.copyOf(asked);
    }

    synchronized List<AgentJob> all() {
        return List.copyOf(jobs);
    }

    synchronized int questions() {
        return questions;
    }

    /** The job does as the steps say. */
    void becomes(String agentJobId, AgentStatus status, String output) {
        becomes(agentJobId, status, "Migrate Site", "bench migrate --admin-password hidden-1234", output);
    }

    /** The job is told as a stock agent told this one. */
    synchronized void tells(String agentJobId, JsonNode recorded) {
        var told = Wire.read(recorded, AgentJob.class);
        jobs.replaceAll(job -> agentJobId.equals(job.agentJobId())
                ? new AgentJob(
                        job.id(),
                        agentJobId,
                        told.name(),
                        told.status(),
                        told.enqueue(),
                        told.span(),
                        told.data(),
                        told.commands(),
                        told.steps())
                : job);
    }

    /** A site of that name is on the bench already. */
    void refusesSite(String agentJobId, String site) {
        becomes(
                agentJobId,
                AgentStatus.FAILURE,
                "New Site",
                "bench new-site --db-name _db " + site,
                "Site " + site + " already exists");
    }

    private synchronized void becomes(
            String agentJobId, AgentStatus status, String stepName, String words, String output) {
        var now = LocalDateTime.now();
        jobs.replaceAll(job -> {
            if (!agentJobId.equals(job.agentJobId())) return job;
            var span = AgentSpan.of(now, status.isOver() ? now : null);
            var command = new AgentCommand(words, "/", now, null, null, output, null, status, null);
            var step = new AgentStep(1, stepName, status, span, Wire.emptyObject(), List.of(command));
            return new AgentJob(
                    job.id(), agentJobId, job.name(), status, now, span, job.data(), List.of(), List.of(step));
        });
    }

    @Override
    public long start(AgentRequest request) {
        gate();
        synchronized (this) {
            asked.add(request);
            if (before != null) throw before.get();
            long number = firstNumber + jobs.size() + 1L;
            jobs.add(new AgentJob(
                    number,
                    request.agentJobId(),
                    "Job",
                    AgentStatus.PENDING,
                    LocalDateTime.now(),
                    AgentSpan.NOT_BEGUN,
                    Wire.toTree(Map.of("kwargs", request.body())),
                    List.of(),
                    List.of()));
            if (after != null) throw after.get();
            return number;
        }
    }

    @Override
    public List<AgentJob> jobs(Collection<Long> numbers) {
        gate();
        synchronized (this) {
            polls++;
            if (numbers.contains(loud) || numbers.size() > atOnce)
                throw new AgentTrouble(Kind.BROKEN, new Failure("agent-too-much", Map.of()));
        }
        return all().stream()
                .filter(job -> numbers.contains(job.id()))
                .map(this::told)
                .toList();
    }

    @Override
    public Optional<AgentJob> named(String agentJobId) {
        gate();
        synchronized (this) {
            if (late > 0) {
                late--;
                return Optional.empty();
            }
        }
        return all().stream()
                .filter(job -> agentJobId.equals(job.agentJobId()))
                .map(this::told)
                .findFirst();
    }

    @Override
    public void cancel(long number) {
        gate();
        all().stream()
                .filter(job -> job.id() == number)
                .forEach(job -> becomes(String.valueOf(job.agentJobId()), AgentStatus.FAILURE, "stopped"));
    }

    private void gate() {
        answers.acquireUninterruptibly();
        synchronized (this) {
            questions++;
            if (before != null && before.get() instanceof AgentTrouble trouble && trouble.kind() == Kind.UNREACHABLE)
                throw trouble;
        }
    }
}
