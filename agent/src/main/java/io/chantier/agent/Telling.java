package io.chantier.agent;

import io.chantier.jobs.Job;
import io.chantier.jobs.Job.JobStep;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentSpan;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.Wire;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells a job of our engine in the words of the contract. */
final class Telling {

    /** Numbers of steps must differ between jobs; no job has more steps than this. */
    private static final int MOST_STEPS = 1000;

    private Telling() {}

    static AgentJob of(Job job, Optional<AgentRecipe> recipe) {
        long number = Long.parseLong(job.order().subject());
        var agentJobId = Wire.tree(job.order().input()).get("agent_job_id");
        return new AgentJob(
                number,
                agentJobId == null ? null : agentJobId.asString(),
                recipe.map(AgentRecipe::name).orElse(job.order().kind()),
                status(job),
                Objects.requireNonNull(local(job.times().createdAt())),
                AgentSpan.of(local(job.times().startedAt()), local(job.times().finishedAt())),
                data(job, recipe),
                List.of(),
                steps(job, number));
    }

    private static AgentStatus status(Job job) {
        return switch (job.state()) {
            case SUCCEEDED -> AgentStatus.SUCCESS;
            case FAILED, CANCELLED -> AgentStatus.FAILURE;
            case QUEUED, RUNNING, WAITING, CANCELLING ->
                job.times().startedAt() == null ? AgentStatus.PENDING : AgentStatus.RUNNING;
        };
    }

    /** A call is shown without its arguments, unlike by the stock agent: they may hold passwords. */
    private static JsonNode data(Job job, Optional<AgentRecipe> recipe) {
        return switch (job.state()) {
            case SUCCEEDED ->
                job.steps().isEmpty() ? Wire.emptyObject() : result(job.steps().getLast());
            case FAILED, CANCELLED -> Wire.toTree(Map.of("traceback", reason(job)));
            case QUEUED, RUNNING, WAITING, CANCELLING ->
                Wire.toTree(Map.of(
                        "function",
                        recipe.map(AgentRecipe::function).orElse(""),
                        "args",
                        List.of(),
                        "kwargs",
                        Map.of()));
        };
    }

    private static String reason(Job job) {
        var failure = job.failure();
        return failure == null ? "Cancelled" : failure.code() + " " + failure.arguments();
    }

    private static JsonNode result(JobStep step) {
        var result = step.result();
        return result == null || result.isBlank() ? Wire.emptyObject() : Wire.tree(result);
    }

    private static List<AgentStep> steps(Job job, long number) {
        var steps = new ArrayList<AgentStep>();
        for (int i = 0; i < job.steps().size(); i++) {
            var step = job.steps().get(i);
            if (step.startedAt() != null) {
                steps.add(new AgentStep(
                        number * MOST_STEPS + i + 1,
                        step.name(),
                        status(step, job.state().isOver()),
                        AgentSpan.of(local(step.startedAt()), local(step.finishedAt())),
                        result(step),
                        List.of()));
            }
        }
        return steps;
    }

    /** What a cancel cut short has not succeeded, and does not run any more. */
    private static AgentStatus status(JobStep step, boolean over) {
        return switch (step.state()) {
            case DONE -> AgentStatus.SUCCESS;
            case FAILED, UNDONE -> AgentStatus.FAILURE;
            case PENDING, RUNNING, WAITING -> over ? AgentStatus.FAILURE : AgentStatus.RUNNING;
        };
    }

    private static @Nullable LocalDateTime local(@Nullable Instant time) {
        return time == null ? null : LocalDateTime.ofInstant(time, ZoneId.systemDefault());
    }
}
