package io.chantier.agent;

import io.chantier.agent.benches.BrokenConfig;
import io.chantier.agent.benches.Turns;
import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.TimedContext;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobId;
import io.chantier.jobs.JobOrder;
import io.chantier.jobs.JobsException;
import io.chantier.jobs.Recipe;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Ends jobs whose time is over: {@code agent_job_timeout} of their asker, or four hours, counted from their first step
 * on; to wait for other jobs of the site takes none of it. What is undone then may take longer.
 */
final class TimeLimit {

    /** Under which name the input of a job holds its limit. */
    static final String SECONDS = "seconds";

    private static final int LONGEST_SECONDS = 86_400;

    private static final String BEGUN = """
            select coalesce(
                (select finished_at from job_step where job_id = job.id and name = '%s'), started_at)
            from job where id = ?""".formatted(Turns.STEP);

    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(TimeLimit.class);

    private final Journal journal;

    TimeLimit(Journal journal) {
        this.journal = journal;
    }

    /** What the asker says, where it is a limit; the usual one else. */
    static Duration asked(JsonNode body) {
        int seconds = body.path("agent_job_timeout").asInt(0);
        return seconds > 0 && seconds <= LONGEST_SECONDS ? Duration.ofSeconds(seconds) : Command.LONGEST;
    }

    /** The arguments of a job with the limit that its asker wants. */
    static Map<String, JsonNode> with(JsonNode body, Map<String, JsonNode> arguments) {
        var all = new TreeMap<>(arguments);
        all.put(SECONDS, Wire.toTree(asked(body).toSeconds()));
        return all;
    }

    Recipe on(Recipe recipe) {
        return new Limited(recipe);
    }

    private final class Limited implements Recipe {

        private final Recipe recipe;

        Limited(Recipe recipe) {
            this.recipe = recipe;
        }

        @Override
        public String kind() {
            return recipe.kind();
        }

        @Override
        public int limit() {
            return recipe.limit();
        }

        @Override
        public int tries() {
            return recipe.tries();
        }

        @Override
        public List<Step> steps(JobOrder order) {
            var steps = recipe.steps(order);
            var limit =
                    Duration.ofSeconds(Wire.tree(order.input()).path(SECONDS).asLong(Command.LONGEST.toSeconds()));
            return IntStream.range(0, steps.size())
                    .mapToObj(i -> limited(steps.get(i), limit, i == 0))
                    .toList();
        }

        private Step limited(Step step, Duration limit, boolean first) {
            if (step.name().equals(Turns.STEP)) {
                return step; // others' time
            }
            return new Step(
                    step.name(),
                    context -> run(step, new Timed(context, limit), first),
                    step.undo(),
                    step.undoAtOnce());
        }
    }

    private StepOutcome run(Step step, Timed context, boolean first) throws Exception {
        // A first step has all its time, unless it is run again; then it is looked at once it wants to go on.
        if (!first && context.isOver()) {
            return context.over(Map.of());
        }
        try {
            return switch (step.work().run(context)) {
                case StepOutcome.Done done -> done;
                case StepOutcome.Failed(var why)
                when !why.code().equals("command-timed-out") && context.isOver() -> context.over(why.arguments());
                case StepOutcome.Failed failed -> failed;
                case StepOutcome.Waiting waiting -> context.isOver() ? context.over(Map.of()) : waiting;
                case StepOutcome.TryAgain again -> context.isOver() ? context.over(Map.of()) : again;
                case StepOutcome.LookAgain again -> context.isOver() ? context.over(Map.of()) : again;
            };
        } catch (BrokenConfig e) {
            return StepOutcome.failed("config-broken", Map.of("why", String.valueOf(e.getMessage())));
        } catch (FileSystemException e) {
            return notWritten(step, e);
        } catch (UncheckedIOException e) {
            var why = Objects.requireNonNull(e.getCause());
            // The agent is being stopped: the step goes on at its next start.
            if (why instanceof ClosedByInterruptException) {
                throw e;
            }
            return notWritten(step, why);
        } catch (IllegalStateException | JobsException e) {
            if (Journal.isUnwritable(e)) {
                return new StepOutcome.TryAgain(
                        new Failure("journal-not-written", Map.of("why", Journal.UNWRITTEN)), PAUSE);
            }
            throw e;
        }
    }

    private static StepOutcome notWritten(Step step, IOException why) {
        LOG.warn("Step {} could not read or write its files", step.name(), why);
        return StepOutcome.failed(
                "files-not-written",
                Map.of(
                        "why",
                        "The files of the bench server could not be read or written: " + why.getMessage()
                                + "; make room where a disk is full, let the agent's user have them, and try again"));
    }

    private Instant begun(JobId job) {
        return journal.read(connection -> {
            try (var statement = connection.prepareStatement(BEGUN)) {
                statement.setString(1, job.toString());
                try (var row = statement.executeQuery()) {
                    long millis = row.next() ? row.getLong(1) : 0;
                    return millis == 0 ? Instant.now() : Instant.ofEpochMilli(millis);
                }
            }
        });
    }

    private final class Timed implements TimedContext {

        private final StepContext context;
        private final Duration limit;
        private Optional<Instant> end = Optional.empty();

        Timed(StepContext context, Duration limit) {
            this.context = context;
            this.limit = limit;
        }

        @Override
        public Duration left() {
            return Duration.between(Instant.now(), end());
        }

        private synchronized Instant end() {
            if (end.isEmpty()) {
                end = Optional.of(begun(context.job()).plus(limit));
            }
            return end.get();
        }

        boolean isOver() {
            return !left().isPositive();
        }

        StepOutcome over(Map<String, String> arguments) {
            var all = new HashMap<>(arguments);
            all.put(SECONDS, Long.toString(limit.toSeconds()));
            all.put(
                    "why",
                    "it took longer than " + limit.toSeconds()
                            + " seconds and was ended; order it again with a larger \"agent_job_timeout\", at most "
                            + LONGEST_SECONDS);
            return StepOutcome.failed("job-timed-out", all);
        }

        /** Also once the time is over, so that work which is no command ends too. */
        @Override
        public boolean cancelled() {
            return withdrawn() || isOver();
        }

        @Override
        public boolean withdrawn() {
            return context.cancelled();
        }

        @Override
        public JobId job() {
            return context.job();
        }

        @Override
        public JobOrder order() {
            return context.order();
        }

        @Override
        public Optional<String> resultOf(String step) {
            return context.resultOf(step);
        }

        @Override
        public void progress(int percent) {
            context.progress(percent);
        }

        @Override
        public void log(String line) {
            context.log(line);
        }

        @Override
        public Optional<String> signalled() {
            return context.signalled();
        }
    }
}
