package io.chantier.lifecycle.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.jobs.Job;
import io.chantier.web.Problem;
import io.chantier.web.ProblemAnswer;
import io.chantier.web.Problems;
import io.chantier.web.Words;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A job as the API shows it.
 *
 * @param progress 0 to 100
 * @param failure why it FAILED, with what to do
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobView(
        String id,
        String kind,
        String title,
        String state,
        int progress,
        List<StepView> steps,
        @Nullable ProblemAnswer failure,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** @param title the step's words in the reader's language */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StepView(
            String name,
            String title,
            String state,
            @Nullable Instant startedAt,
            @Nullable Instant finishedAt) {}

    /** Words jobs for their reader. */
    @Component
    public static final class Maker {
        private final Words words;
        private final Problems problems;

        Maker(Words words, Problems problems) {
            this.words = words;
            this.problems = problems;
        }

        public JobView of(Job job, Locale locale) {
            var why = job.failure();
            return new JobView(
                    job.id().toString(),
                    job.order().kind(),
                    words.say(locale, "job." + job.order().kind()),
                    job.state().name(),
                    job.progress(),
                    job.steps().stream()
                            .map(step -> new StepView(
                                    step.name(),
                                    words.say(locale, "step." + step.name()),
                                    step.state().name(),
                                    step.startedAt(),
                                    step.finishedAt()))
                            .toList(),
                    why == null ? null : problems.word(Problem.of(why.code(), 422, why.arguments()), locale),
                    job.times().createdAt(),
                    job.times().finishedAt());
        }
    }
}
