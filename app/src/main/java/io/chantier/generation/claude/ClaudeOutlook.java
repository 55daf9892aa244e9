package io.chantier.generation.claude;

import io.chantier.generation.AuthorSettings;
import io.chantier.generation.Authors;
import io.chantier.generation.Outlook;
import io.chantier.metering.Estimate;
import io.chantier.metering.Estimates;
import io.chantier.metering.Estimates.Planned;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Reckons what the three steps of a site cost that always ask a model: our instructions as they are, the text of the
 * source, and answers as long as their schemas make them. Repairs are left out: most sites need none.
 */
@Component
class ClaudeOutlook implements Outlook {

    /** Some ten pages. */
    private static final long TYPICAL_SOURCE = 22_000;

    /** What the analysis reads at most, and what it chooses for the content. */
    private static final long MOST_READ = 40_000;

    private static final long MOST_CHOSEN = 14_000;

    /** Facts, pictures and the draft with its places, as JSON. */
    private static final long DRAFT = 9_000;

    /** What the program adds of its own to a request, and where files are edited. */
    private static final long ENVELOPE = 4_000;

    private static final long TOOLS = 16_000;

    /** Thinking is written, too. */
    private static final long ANALYSIS_OUTPUT = 1_200;

    private static final long CONTENT_OUTPUT = 4_500;
    private static final long DESIGN_OUTPUT = 900;

    private final Authors authors;
    private final AuthorSettings settings;
    private final Tasks tasks;
    private final Estimates estimates;

    ClaudeOutlook(Authors authors, AuthorSettings settings, Tasks tasks, Estimates estimates) {
        this.authors = authors;
        this.settings = settings;
        this.tasks = tasks;
        this.estimates = estimates;
    }

    @Override
    public Optional<Estimate> of(Optional<Long> sourceBytes) {
        var chosen = settings.chosen();
        if (!authors.chosen().name().equals(ClaudeAuthor.NAME)) return Optional.empty();
        var models = chosen.models();
        long source = sourceBytes.orElse(TYPICAL_SOURCE);
        var analysis = told(tasks.analysis(models.analysis(), "")) + ENVELOPE + Math.min(source, MOST_READ);
        var content = told(tasks.content(models.content(), "")) + ENVELOPE + Math.min(source, MOST_CHOSEN) + DRAFT;
        var design = told(tasks.design(models.design(), "", new TreeMap<>())) + TOOLS + DRAFT;
        return Optional.of(estimates.of(List.of(
                new Planned("analyse", models.analysis(), analysis, ANALYSIS_OUTPUT),
                new Planned("write-content", models.content(), content, CONTENT_OUTPUT),
                new Planned("adapt-design", models.design(), design, DESIGN_OUTPUT))));
    }

    private static long told(Task task) {
        var schema = switch (task.hands()) {
            case Task.Hands.Answers(var shape) -> shape;
            case Task.Hands.Edits _ -> "";
        };
        return (task.instructions() + schema).getBytes(StandardCharsets.UTF_8).length;
    }
}
