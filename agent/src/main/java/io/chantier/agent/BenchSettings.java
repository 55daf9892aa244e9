package io.chantier.agent;

import io.chantier.agent.benches.BenchProgram;
import io.chantier.agent.nginx.NginxSettings;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the benches of this server are, and what works with them.
 *
 * @param directory {@code CHANTIER_AGENT_BENCHES}: each folder in it is a bench; {@code benches} in the agent's own
 *     folder unless said otherwise
 * @param program {@code CHANTIER_AGENT_BENCH_COMMAND}: the path of the program {@code bench}, which is looked for on the
 *     PATH unless said otherwise
 */
public record BenchSettings(Path directory, BenchProgram program, NginxSettings nginx) {

    public static BenchSettings of(Map<String, String> environment, Path home) {
        var directory = environment.getOrDefault("CHANTIER_AGENT_BENCHES", "");
        var program = environment.getOrDefault("CHANTIER_AGENT_BENCH_COMMAND", "");
        return new BenchSettings(
                directory.isBlank() ? home.resolve("benches") : Path.of(directory),
                BenchProgram.of(program.isBlank() ? "bench" : absolute(program), environment),
                NginxSettings.of(environment));
    }

    /** The program runs in the folder of a bench, and a relative path would be looked for there. */
    private static String absolute(String program) {
        return Path.of(program).toAbsolutePath().normalize().toString();
    }
}
