package io.chantier.generation.claude;

import io.chantier.generation.Errand;
import io.chantier.generation.OwnWords;
import io.chantier.generation.Progress;
import io.chantier.metering.Exhausted;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Has a step run for the money that there is, and tells what happens. */
@Component
class Desk {

    private final Claude claude;
    private final Till till;
    private final OwnWords words;

    Desk(Claude claude, Till till, OwnWords words) {
        this.claude = claude;
        this.till = till;
        this.words = words;
    }

    sealed interface Ran {
        record Ended(Task task, Claude.Result result) implements Ran {}

        record NoMoney(Exhausted why) implements Ran {}
    }

    /** Runs within what the limits leave; what it cost is booked before the answer is looked at. */
    Ran run(Task wanted, Errand errand) throws InterruptedException {
        var teller = new Teller(wanted, errand.progress());
        teller.begins();
        return switch (till.open(errand, wanted.model(), wanted.limits().microUsd())) {
            case Till.Opened.Empty(var why) -> new Ran.NoMoney(why);
            case Till.Opened.Filled(var purse) -> {
                var task = wanted.within(purse.microUsd());
                var result = claude.run(task, teller, spent -> till.settle(purse, task.model(), spent));
                teller.ended(result.ending().spent());
                if (result.ending() instanceof Ending.Failed(var trouble, var detail, var _))
                    words.keep(errand, trouble.code(), detail);
                yield new Ran.Ended(task, result);
            }
        };
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
            progress.says(
                    "claude-begins", Map.of("step", task.name(), "model", task.model(), "prompts", Prompts.VERSION));
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
