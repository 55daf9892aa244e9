package io.chantier.agent;

import io.chantier.agent.benches.Turns;
import io.chantier.agent.commands.RanCommand;
import io.chantier.agent.commands.Reference;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tells a job of our engine in the words of the contract. */
final class Telling {

    /** Numbers of steps must differ between jobs; no job has more steps than this. */
    private static final int MOST_STEPS = 1000;

    /** The argument of a failure that says all there is to say. */
    private static final String WHY = "why";

    /** What the names of the agent's own steps begin with. */
    private static final String OWN = ".";

    private Telling() {}

    /** @param commands what the job's steps ran; a list of many jobs goes without */
    static AgentJob of(Job job, Optional<AgentRecipe> recipe, List<RanCommand> commands) {
        long number = Long.parseLong(job.order().subject());
        var agentJobId = Wire.tree(job.order().input()).get("agent_job_id");
        return new AgentJob(
                number,
                agentJobId == null ? null : agentJobId.asString(),
                recipe.map(AgentRecipe::name).orElse(job.order().kind()),
                status(job),
                Objects.requireNonNull(local(job.times().createdAt())),
                AgentSpan.of(local(began(job)), local(job.times().finishedAt())),
                data(job, recipe, commands),
                List.of(),
                steps(job, number, commands));
    }

    /** When the first step began that the contract knows; null where none has. */
    private static @Nullable Instant began(Job job) {
        return told(job.steps().stream())
                .map(JobStep::startedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(isWaiting(job) ? null : job.times().startedAt());
    }

    /** Whether all that the job did so far is to wait. */
    private static boolean isWaiting(Job job) {
        return job.steps().stream()
                .filter(step -> step.name().equals(Turns.STEP))
                .anyMatch(step -> step.state() != JobStep.State.DONE);
    }

    private static Stream<JobStep> told(Stream<JobStep> steps) {
        return steps.filter(step -> !step.name().startsWith(OWN));
    }

    private static AgentStatus status(Job job) {
        return switch (job.state()) {
            case SUCCEEDED -> AgentStatus.SUCCESS;
            case FAILED, CANCELLED -> AgentStatus.FAILURE;
            case QUEUED, RUNNING, WAITING, CANCELLING -> began(job) == null ? AgentStatus.PENDING : AgentStatus.RUNNING;
        };
    }

    /** A call is shown without its arguments, unlike by the stock agent: they may hold passwords. */
    private static JsonNode data(Job job, Optional<AgentRecipe> recipe, List<RanCommand> commands) {
        return switch (job.state()) {
            case SUCCEEDED -> {
                boolean tells = recipe.map(AgentRecipe::tellsItsLastResult).orElse(false);
                yield tells && !job.steps().isEmpty() ? result(job.steps().getLast(), commands) : Wire.emptyObject();
            }
            case FAILED, CANCELLED -> why(job, commands);
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

    /** The command that failed, where it was one. */
    private static JsonNode why(Job job, List<RanCommand> commands) {
        var failure = job.failure();
        return Optional.ofNullable(failure == null ? null : failure.arguments().get(Reference.KEY))
                .flatMap(number -> command(Long.parseLong(number), commands))
                .orElseGet(() -> Wire.toTree(Map.of("traceback", reason(job))));
    }

    private static Optional<JsonNode> command(long number, List<RanCommand> commands) {
        return commands.stream()
                .filter(command -> command.number() == number)
                .findFirst()
                .map(command -> Wire.toTree(command.told()));
    }

    private static String reason(Job job) {
        var failure = job.failure();
        if (failure == null) {
            return "Cancelled";
        }
        var why = failure.arguments().get(WHY);
        return failure.code() + (why == null ? " " + failure.arguments() : ": " + why);
    }

    private static JsonNode result(JobStep step, List<RanCommand> commands) {
        var result = step.result();
        return result == null || result.isBlank() ? Wire.emptyObject() : resolved(Wire.tree(result), commands);
    }

    /** Puts the commands into the places that refer to them. */
    private static JsonNode resolved(JsonNode node, List<RanCommand> commands) {
        if (node instanceof ArrayNode array) {
            var all = array.arrayNode();
            array.forEach(element -> all.add(resolved(element, commands)));
            return all;
        }
        if (node instanceof ObjectNode object) {
            var number = object.get(Reference.KEY);
            if (number != null && object.size() == 1) {
                return command(number.asLong(), commands).orElseGet(Wire::emptyObject);
            }
            var all = object.objectNode();
            object.forEachEntry((name, value) -> all.set(name, resolved(value, commands)));
            return all;
        }
        return node;
    }

    private static List<AgentStep> steps(Job job, long number, List<RanCommand> commands) {
        var steps = new ArrayList<AgentStep>();
        var all = told(job.steps().stream()).toList();
        for (int i = 0; i < all.size(); i++) {
            var step = all.get(i);
            if (step.startedAt() != null) {
                steps.add(new AgentStep(
                        number * MOST_STEPS + i + 1,
                        step.name().replace(AgentRecipe.AGAIN, ""),
                        status(step, job.state().isOver()),
                        AgentSpan.of(local(step.startedAt()), local(step.finishedAt())),
                        status(step, job.state().isOver()) == AgentStatus.FAILURE
                                ? why(job, commands)
                                : result(step, commands),
                        commands.stream()
                                .filter(command -> command.step().equals(step.name()))
                                .map(RanCommand::told)
                                .toList()));
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
