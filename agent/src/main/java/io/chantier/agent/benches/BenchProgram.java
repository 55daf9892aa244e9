package io.chantier.agent.benches;

import io.chantier.agent.commands.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The program {@code bench}.
 *
 * @param program its path, or its name on the PATH
 * @param environment all that it finds in its environment: nothing of the agent's own secrets
 */
public record BenchProgram(String program, Map<String, String> environment) {

    private static final List<String> PASSED_ON = List.of("PATH", "HOME", "USER", "LOGNAME", "TZ");

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
        return new BenchProgram(program, environment);
    }

    Command command(Path folder, SiteName site, List<String> words) {
        var all = new ArrayList<>(List.of(program, "--site", site.value()));
        all.addAll(words);
        return Command.of(folder, all).with(environment);
    }
}
