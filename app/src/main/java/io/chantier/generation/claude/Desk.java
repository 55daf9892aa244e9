package io.chantier.generation.claude;

import io.chantier.generation.Errand;
import io.chantier.generation.Progress;
import io.chantier.metering.Exhausted;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Lays out what a step is asked, and has it run for the money that there is. */
@Component
class Desk {

    private static final long ANALYSIS = 50_000;
    private static final long CONTENT = 250_000;
    private static final long DESIGN = 100_000;
    private static final long REPAIR = 150_000;
    /** One reply, and as many more as the program asks for by itself where an answer has the wrong shape. */
    private static final int ANSWERS = 8;

    /** A site is to be written in no more. */
    private static final int MOST_OUTPUT = 8_000;

    private final Claude claude;
    private final Till till;
    private final ClaudeSettings settings;
    private final Path template;

    Desk(
            Claude claude,
            Till till,
            ClaudeSettings settings,
            @Value("${chantier.site-astro-dir:templates/site-astro}") Path template) {
        this.claude = claude;
        this.till = till;
        this.settings = settings;
        this.template = template;
    }

    sealed interface Ran {
        record Ended(Task task, Claude.Result result) implements Ran {}

        record NoMoney(Exhausted why) implements Ran {}
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
                Prompts.content(),
                input,
                new Task.Hands.Answers(Prompts.contentSchema()),
                limits(CONTENT, ANSWERS));
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

    /** Runs within what the limits leave; what it cost is booked before the answer is looked at. */
    Ran run(Task wanted, Errand errand) throws InterruptedException {
        return switch (till.open(errand, wanted.model(), wanted.limits().microUsd())) {
            case Till.Opened.Empty(var why) -> new Ran.NoMoney(why);
            case Till.Opened.Filled(var purse) -> {
                var task = wanted.within(purse.microUsd());
                var teller = new Teller(task, errand.progress());
                teller.begins();
                var result = claude.run(task, teller);
                till.settle(purse, task.model(), result.ending().spent());
                teller.ended(result.ending().spent());
                yield new Ran.Ended(task, result);
            }
        };
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
        return new Task.Limits(microUsd, MOST_OUTPUT, turns, settings.patience());
    }

    /** Tells a job's readers what happens, while it happens. */
    private static final class Teller implements Ear {

        private final Task task;
        private final Progress progress;
        private int replies;

        Teller(Task task, Progress progress) {
            this.task = task;
            this.progress = progress;
        }

        void begins() {
            progress.says("claude-begins", Map.of("step", task.name(), "model", task.model()));
        }

        void ended(Spent spent) {
            progress.says(
                    "claude-ended",
                    Map.of(
                            "step",
                            task.name(),
                            "read",
                            Long.toString(spent.read()),
                            "written",
                            Long.toString(spent.output()),
                            "cents",
                            java.math.BigDecimal.valueOf(spent.microUsd(), 4)
                                    .setScale(2, java.math.RoundingMode.UP)
                                    .toPlainString()));
        }

        @Override
        public void hears(Event event) {
            switch (event) {
                case Event.Started _ -> progress.reached(10);
                case Event.Reading _ -> progress.reached(Math.min(90, 20 + 15 * replies++));
                case Event.Retrying retrying ->
                    progress.says(
                            "claude-waits",
                            Map.of(
                                    "attempt", Integer.toString(retrying.attempt()),
                                    "most", Integer.toString(retrying.most()),
                                    "error", retrying.error()));
                case Event.Denied denied ->
                    progress.says("claude-denied", Map.of("tool", denied.tool(), "text", denied.message()));
                case Event.Said said ->
                    said.tools().stream()
                            .filter(tool -> !tool.equals("StructuredOutput"))
                            .forEach(tool -> progress.says("claude-uses", Map.of("tool", tool)));
                case Event.Writing _, Event.Ended _, Event.Other _ -> {}
            }
        }

        @Override
        public boolean isUnwanted() {
            return progress.isUnwanted();
        }
    }
}
