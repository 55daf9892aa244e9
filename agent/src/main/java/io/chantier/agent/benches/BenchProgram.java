package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program {@code bench}: on the host, or in the container of a bench that runs in one.
 *
 * @param program its path on the host, or its name on the PATH
 * @param environment all that it finds in its environment: nothing of the agent's own secrets
 */
public record BenchProgram(String program, Map<String, String> environment, Containers containers) {

    private static final List<String> PASSED_ON = List.of("PATH", "HOME", "USER", "LOGNAME", "TZ");
    private static final Path IN_CONTAINER = Path.of("/home/frappe/frappe-bench");

    public BenchProgram {
        environment = Map.copyOf(environment);
    }

    /** @param own the environment of the agent, of which only what says who and where it is goes on */
    public static BenchProgram of(String program, Map<String, String> own) {
        var environment = new TreeMap<String, String>();
        environment.put("LANG", "C.UTF-8");
        environment.put("PYTHONUNBUFFERED", "1");
        own.forEach((name, value) -> {
            if (PASSED_ON.contains(name)) {
                environment.put(name, value);
            }
        });
        return new BenchProgram(program, environment, Containers.of(own));
    }

    Command command(Path folder, SiteName site, List<String> words) {
        var all = new ArrayList<>(List.of("--site", site.value()));
        all.addAll(words);
        return command(folder, all);
    }

    /** The program with these words, in the folder of a bench. A container gets secrets by standard input alone. */
    Command command(Path folder, List<String> words) {
        return containers
                .of(folder)
                .map(container -> run(folder, entering(container, folder, "bench"), words))
                .orElseGet(() -> run(folder, List.of(program), words));
    }

    /** Another program than {@code bench} there, such as {@code supervisorctl}. */
    Command command(Path folder, String other, List<String> words) {
        return containers
                .of(folder)
                .map(container -> run(folder, entering(container, folder, other), words))
                .orElseGet(() -> run(folder, List.of(other), words));
    }

    /** What works with the container of a bench from outside. */
    Command container(String container, Path folder, List<String> words) {
        return run(folder, List.of(container), words);
    }

    /** How the programs of a bench call a file of its folder. */
    String path(Path folder, Path file) {
        return containers
                .of(folder)
                .map(_ -> IN_CONTAINER.resolve(folder.relativize(file)))
                .orElse(file)
                .toString();
    }

    /** The mark goes in too, or nobody could end what runs there. */
    private static List<String> entering(String container, Path folder, String program) {
        return List.of(
                container,
                "exec",
                "-i",
                "-w",
                IN_CONTAINER.toString(),
                "-e",
                Command.MARK,
                folder.getFileName().toString(),
                program);
    }

    private Command run(Path folder, List<String> begin, List<String> words) {
        var all = new ArrayList<>(begin);
        all.addAll(words);
        var variables = new TreeMap<>(environment);
        variables.putAll(containers.environment());
        return Command.of(folder, all).with(variables);
    }
}
