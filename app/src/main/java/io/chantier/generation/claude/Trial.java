package io.chantier.generation.claude;

import io.chantier.generation.AuthorSettings;
import io.chantier.generation.Errand;
import io.chantier.generation.Progress;
import io.chantier.metering.Exhausted;
import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;

/** Says how things stand with Claude Code here, and proves it with one small run. */
@Component
public class Trial {

    /** Of the run in the ledger; it is of no site. */
    static final String STEP = "test";

    private static final SiteId NO_SITE = new SiteId(new UUID(0, 0));
    private static final String INSTRUCTIONS =
            "Answer by the structured output: the field `answer` is the word `ready`.";
    private static final String SCHEMA = """
            {"type":"object","additionalProperties":false,"required":["answer"],\
            "properties":{"answer":{"type":"string","maxLength":40}}}""";
    /** A hundredth of a dollar. */
    private static final Task.Limits LIMITS = new Task.Limits(10_000, 1_000, 3, Duration.ofSeconds(60));

    private static final Ear DEAF = new Ear() {
        @Override
        public void hears(Event event) {}

        @Override
        public boolean isUnwanted() {
            return false;
        }
    };

    private final Claude claude;
    private final Till till;
    private final ClaudeSettings claudeSettings;
    private final Executable executable;
    private final SignIns signIns;
    private final AuthorSettings settings;
    private final AtomicBoolean isRunning = new AtomicBoolean();

    Trial(
            Claude claude,
            Till till,
            ClaudeSettings claudeSettings,
            Executable executable,
            SignIns signIns,
            AuthorSettings settings) {
        this.claude = claude;
        this.till = till;
        this.claudeSettings = claudeSettings;
        this.executable = executable;
        this.signIns = signIns;
        this.settings = settings;
    }

    /** How it went. */
    public sealed interface Outcome {

        /** @param microUsd what it cost, in millionths of a US dollar */
        record Works(String model, Duration took, long microUsd) implements Outcome {}

        /** @param arguments of the trouble's words */
        record Fails(Trouble trouble, Map<String, String> arguments) implements Outcome {}

        /** Somebody is testing; two tests at once would say no more than one. */
        record Busy() implements Outcome {}
    }

    public Condition condition() {
        return Condition.of(claudeSettings, executable.find(), signIns.current());
    }

    /** Asks the model of the analysis for one word, on the team's account; takes a second, or a minute at most. */
    public Outcome run(TeamId team) throws InterruptedException {
        if (!isRunning.compareAndSet(false, true)) return new Outcome.Busy();
        try {
            return tried(team, settings.chosen().models().analysis());
        } finally {
            isRunning.set(false);
        }
    }

    private Outcome tried(TeamId team, String model) throws InterruptedException {
        var errand = new Errand(team, NO_SITE, UUID.randomUUID(), STEP, Progress.SILENT);
        return switch (till.open(errand, model, LIMITS.microUsd())) {
            case Till.Opened.Empty(var why) -> fails(Trouble.BUDGET, why(why), model);
            case Till.Opened.Filled(var purse) -> {
                var begun = System.nanoTime();
                var task = new Task(STEP, model, INSTRUCTIONS, "{}", new Task.Hands.Answers(SCHEMA), LIMITS);
                var ending = claude.run(task.within(purse.microUsd()), DEAF, spent -> till.settle(purse, model, spent))
                        .ending();
                yield switch (ending) {
                    case Ending.Answered(var _, var spent) ->
                        new Outcome.Works(model, Duration.ofNanos(System.nanoTime() - begun), spent.microUsd());
                    case Ending.Failed(var trouble, var detail, var _) -> fails(trouble, detail, model);
                    case Ending.Unwanted _ -> fails(Trouble.KILLED, "", model);
                };
            }
        };
    }

    private static Outcome fails(Trouble trouble, String detail, String model) {
        return new Outcome.Fails(trouble, Map.of("detail", detail, "model", model, "step", STEP, "limit", detail));
    }

    private static String why(Exhausted exhausted) {
        return exhausted.which().key();
    }
}
