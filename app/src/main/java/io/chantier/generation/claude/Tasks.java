package io.chantier.generation.claude;

import io.chantier.generation.AuthorSettings;
import io.chantier.generation.Wish;
import io.chantier.generation.Workpiece;
import io.chantier.metering.Estimates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Lays out what each step is asked. */
final class Tasks {

    private static final long ANALYSIS = 50_000;
    private static final long CONTENT = 250_000;
    private static final long DESIGN = 100_000;
    private static final long TRANSLATION = 150_000;
    private static final long REPAIR = 150_000;
    /** One reply, and as many more as the program asks for by itself where an answer has the wrong shape. */
    private static final int ANSWERS = 8;

    /** A site is to be written in no more. */
    private static final int MOST_OUTPUT = 8_000;

    private final Duration patience;
    private final Path template;

    /**
     * @param patience for one step
     * @param template the folder with the template's own rules
     */
    Tasks(Duration patience, Path template) {
        this.patience = patience;
        this.template = template;
    }

    /** By the length of our instructions and what sites usually bring; see {@link Sizes}. */
    List<Estimates.Planned> plan(AuthorSettings.Models models) {
        return new Sizes(template).plan(models);
    }

    Task analysis(String model, String input) {
        return new Task(
                "analysis",
                model,
                Prompts.analysis(),
                input,
                new Task.Hands.Answers(Prompts.analysisSchema()),
                limits(ANALYSIS, ANSWERS));
    }

    Task content(String model, String input) {
        return new Task(
                "content",
                model,
                Prompts.content(template),
                input,
                new Task.Hands.Answers(Prompts.contentSchema()),
                limits(CONTENT, ANSWERS));
    }

    /** What a person asks for, as changes of the data; what it may cost is settled by whoever asks. */
    Task change(String model, String input) {
        return new Task(
                "change",
                model,
                Prompts.change(template),
                input,
                new Task.Hands.Answers(Prompts.changeSchema()),
                limits(Wish.ENOUGH, ANSWERS));
    }

    /** Texts in, the same texts in another language out. */
    Task translation(String model, String input) {
        return new Task(
                "translation",
                model,
                Prompts.translation(),
                input,
                new Task.Hands.Answers(Prompts.translationSchema()),
                limits(TRANSLATION, ANSWERS));
    }

    Estimates.Planned planTranslation(AuthorSettings.Models models) {
        return new Sizes(template).translation(models.content());
    }

    Task design(String model, String input, SortedMap<String, byte[]> files) {
        return edit("design", model, Prompts.design(template), input, files, List.of("design-tokens.json"), DESIGN);
    }

    Task repair(String model, String input, SortedMap<String, byte[]> files) {
        return edit(
                "repair",
                model,
                Prompts.repair(template),
                input,
                files,
                List.of("data/content.json", "design-tokens.json"),
                REPAIR);
    }

    List<Estimates.Planned> planOfCraft(AuthorSettings.Models models) {
        return List.of(new Sizes(template).component(models.design()));
    }

    /** One component and its section's style sheet, and nothing else of the site. */
    Task component(String model, Workpiece piece) {
        return new Task(
                "component",
                model,
                Prompts.component(template),
                piece.dossier(),
                new Task.Hands.Edits(piece.files(), piece.editable()),
                limits(Workpiece.ENOUGH, 16));
    }

    /** Of the client's folder only what the step needs lies in the run's. */
    private Task edit(
            String name,
            String model,
            String instructions,
            String input,
            SortedMap<String, byte[]> files,
            List<String> editable,
            long microUsd) {
        var seen = new TreeMap<>(files);
        seen.keySet().retainAll(List.of("data/site.json", "data/content.json", "design-tokens.json"));
        return new Task(name, model, instructions, input, new Task.Hands.Edits(seen, editable), limits(microUsd, 12));
    }

    private Task.Limits limits(long microUsd, int turns) {
        return new Task.Limits(microUsd, MOST_OUTPUT, turns, patience);
    }
}
