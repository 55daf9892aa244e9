package io.chantier.benches.delivery.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.benches.delivery.OrderedJob;
import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentStep;
import io.chantier.web.Problem;
import io.chantier.web.ProblemAnswer;
import io.chantier.web.Problems;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A job of an agent as the API shows it.
 *
 * @param type what it does, whatever agents call it
 * @param number the agent's own for it
 * @param reason why it failed or is not delivered, with what to do; where it is missing, the steps tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AgentJobView(
        UUID id,
        String type,
        String name,
        String state,
        UUID server,
        @Nullable UUID site,
        String path,
        @Nullable Long number,
        int tries,
        List<StepView> steps,
        @Nullable ProblemAnswer reason,
        Instant orderedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant endedAt,
        @Nullable UUID retryOf) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StepView(String name, String status, @Nullable Double seconds, List<CommandView> commands) {}

    /** @param output the end of it, where it is long */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CommandView(
            String command, String status, @Nullable Integer exitCode, String output) {}

    /** Words jobs for their reader. */
    @Component
    static final class Maker {
        private final Problems problems;

        Maker(Problems problems) {
            this.problems = problems;
        }

        AgentJobView of(OrderedJob job, Locale locale) {
            var order = job.order();
            var progress = job.progress();
            var why = job.reason();
            var told = job.told();
            return new AgentJobView(
                    job.id(),
                    order.type().name(),
                    order.name(),
                    job.state().name(),
                    order.server(),
                    order.site(),
                    order.path(),
                    progress.number(),
                    progress.tries(),
                    told == null
                            ? List.of()
                            : told.steps().stream().map(Maker::step).toList(),
                    why == null ? null : problems.word(Problem.of(why.code(), 422, why.arguments()), locale),
                    progress.times().orderedAt(),
                    progress.times().deliveredAt(),
                    progress.times().endedAt(),
                    order.retryOf());
        }

        private static StepView step(AgentStep step) {
            return new StepView(
                    step.name(),
                    step.status().name(),
                    seconds(step.span().duration()),
                    step.commands().stream().map(Maker::command).toList());
        }

        private static CommandView command(AgentCommand command) {
            return new CommandView(command.command(), command.status().name(), command.returncode(), command.output());
        }

        private static @Nullable Double seconds(@Nullable Duration duration) {
            return duration == null ? null : duration.toMillis() / 1000.0;
        }
    }
}
