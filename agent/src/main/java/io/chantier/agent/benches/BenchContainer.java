package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import io.chantier.agent.commands.CommandEnd;
import io.chantier.agent.commands.Commands;
import io.chantier.jobs.StepContext;
import io.chantier.jobs.StepOutcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The container of a bench. One of its name that is somebody else's is never stopped or removed: ours have our label, or
 * work on the folder of the bench, as those do that a stock agent made.
 */
final class BenchContainer {

    static final String LABEL = "chantier.agent";

    private static final String BEFORE = ".before";
    private static final String ASKED =
            "{{index .Config.Labels \"" + LABEL + "\"}}|{{range .Mounts}}{{.Source}}|{{end}}";
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final BenchName bench;
    private final Path folder;
    private final BenchProgram program;
    private final Commands commands;

    BenchContainer(BenchName bench, Path folder, BenchProgram program, Commands commands) {
        this.bench = bench;
        this.folder = folder;
        this.program = program;
        this.commands = commands;
    }

    enum Owner {
        BENCH,
        STRANGER,
        NOBODY
    }

    /** Whose container has the name of the bench; a program that cannot tell counts as a stranger's. */
    Owner owner() throws InterruptedException {
        return owner(bench.value());
    }

    private Owner owner(String name) throws InterruptedException {
        var end = ask(List.of("container", "inspect", "--format", ASKED, name));
        if (end instanceof CommandEnd.Succeeded(var _, var output)) {
            var told = Arrays.asList(output.strip().split("\\|", -1));
            boolean ours = told.getFirst().equals(bench.value())
                    || told.contains(folder.resolve("sites").toString());
            return ours ? Owner.BENCH : Owner.STRANGER;
        }
        return isMissing(end) ? Owner.NOBODY : Owner.STRANGER;
    }

    static boolean isMissing(CommandEnd end) {
        return end instanceof CommandEnd.Failed(var _, var _, var output)
                && output.toLowerCase(Locale.ROOT).contains("no such container");
    }

    /** Why the bench cannot have a container of its name; empty where it can. */
    Optional<StepOutcome> refusal() throws InterruptedException {
        return owner() == Owner.STRANGER
                ? Optional.of(StepOutcome.failed(
                        "container-name-taken",
                        Map.of(
                                "why",
                                "A container that is not of this agent is called " + bench
                                        + ", or the program that runs containers does not say whose it is; rename it,"
                                        + " or take another name for the bench")))
                : Optional.empty();
    }

    /** The old one waits, stopped, until the new one is known to be good; empty where nothing stands in the way now. */
    Optional<StepOutcome> setAside(StepContext context, String step) throws InterruptedException {
        var refused = refusal();
        if (refused.isPresent()) {
            return refused;
        }
        var name = bench.value();
        boolean aside = owner(name + BEFORE) == Owner.BENCH;
        if (owner() == Owner.BENCH) {
            // Beside an older one it is what a run that was cut short had begun.
            var end = commands.run(
                    context,
                    step,
                    program(aside ? List.of("rm", "--force", name) : List.of("rename", name, name + BEFORE)));
            if (!(end instanceof CommandEnd.Succeeded)) {
                return Optional.of(end.outcome());
            }
            aside = true;
        }
        if (aside) {
            var end = commands.run(context, step, program(List.of("stop", name + BEFORE)));
            return end instanceof CommandEnd.Succeeded ? Optional.empty() : Optional.of(end.outcome());
        }
        return Optional.empty();
    }

    /** The one that waited runs again in the place of the new one; nothing where none waits. */
    void bringBack() throws InterruptedException {
        var name = bench.value();
        if (owner(name + BEFORE) == Owner.BENCH) {
            remove(name);
            ask(List.of("rename", name + BEFORE, name));
            ask(List.of("start", name));
        }
    }

    /** The one that waited is not needed any more. */
    void forgetOld() throws InterruptedException {
        remove(bench.value() + BEFORE);
    }

    void removeAll() throws InterruptedException {
        remove(bench.value());
        forgetOld();
    }

    private void remove(String name) throws InterruptedException {
        if (owner(name) == Owner.BENCH) {
            ask(List.of("rm", "--force", name));
        }
    }

    private CommandEnd ask(List<String> words) throws InterruptedException {
        return commands.ask(program(words));
    }

    private Command program(List<String> words) {
        var container = program.containers().of(folder);
        return program.container(container.orElse("docker"), folder, words).within(LONGEST);
    }
}
