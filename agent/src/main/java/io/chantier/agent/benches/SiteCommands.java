package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.commands.Secret;
import io.chantier.jobs.Step;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the program {@code bench} for a site, as the step of a job or for a reader who waits. */
public final class SiteCommands {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(25);

    private final Benches benches;
    private final BenchProgram bench;
    private final Commands commands;

    public SiteCommands(Benches benches, BenchProgram bench, Commands commands) {
        this.benches = benches;
        this.bench = bench;
        this.commands = commands;
    }

    /** The work of a step that knows its own name. */
    @FunctionalInterface
    public interface Work {
        StepOutcome run(StepContext context, String step) throws Exception;
    }

    /** A step that fails by name where the site is not there any more. */
    public Step step(String name, SiteCall call, Work work) {
        return Step.named(
                name, context -> benches.has(call.bench(), call.site()) ? work.run(context, name) : call.vanished());
    }

    /** A step that is one command of the site. */
    public Step command(String name, SiteCall call, String... words) {
        return step(
                name, call, (context, step) -> run(context, step, call, words).outcome());
    }

    /** Runs a command of the site: {@code bench --site SITE WORDS}. */
    public CommandEnd run(StepContext context, String step, SiteCall call, String... words)
            throws InterruptedException {
        return run(context, step, call, ofSite(call.bench(), call.site(), List.of(words)));
    }

    /** Runs a command of the site that asks for passwords, or reads something else. */
    public CommandEnd run(StepContext context, String step, SiteCall call, Secret input, List<String> words)
            throws InterruptedException {
        return run(context, step, call, ofSite(call.bench(), call.site(), words).reading(input));
    }

    /** Runs a command of the bench, such as one that makes a site: {@code bench WORDS}. */
    public CommandEnd runOfBench(StepContext context, String step, SiteCall call, Secret input, List<String> words)
            throws InterruptedException {
        var command = bench.command(benches.folder(call.bench()), words);
        return run(context, step, call, command.reading(input));
    }

    private CommandEnd run(StepContext context, String step, SiteCall call, Command command)
            throws InterruptedException {
        return commands.run(context, step, command.within(call.atMost()));
    }

    private Command ofSite(BenchName name, SiteName site, List<String> words) {
        return bench.command(benches.folder(name), site, words);
    }

    /** What a program of a site answers at once, for a reader; nobody else sees it. */
    public CommandEnd ask(BenchName name, SiteName site, String... words) throws InterruptedException {
        return commands.ask(ofSite(name, site, List.of(words)).within(ANSWER_WITHIN));
    }

    /** The same of a program that reads something, such as lines of Python. */
    public CommandEnd ask(BenchName name, SiteName site, Secret input, List<String> words) throws InterruptedException {
        return commands.ask(ofSite(name, site, words).reading(input).within(ANSWER_WITHIN));
    }

    /** How the programs of a bench call a file of its folder. */
    public String path(BenchName name, Path file) {
        return bench.path(benches.folder(name), file);
    }

    /** What the programs of a bench read one after the other, when they ask for passwords. */
    public static Secret lines(Secret... passwords) {
        var all = new StringBuilder();
        for (var password : passwords) {
            all.append(password.reveal()).append('\n');
        }
        return new Secret(all.toString());
    }
}
