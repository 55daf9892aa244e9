package io.chantier.agent;

import io.chantier.agent.benches.BenchProgram;
import io.chantier.agent.nginx.NginxSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Where the benches of this server are, and what works with them.
 *
 * @param directory {@code CHANTIER_AGENT_BENCHES}: each folder in it is a bench; {@code benches} in the agent's own
 *     folder unless said otherwise
 * @param program {@code CHANTIER_AGENT_BENCH_COMMAND}: the path of the program {@code bench}, which is looked for on the
 *     PATH unless said otherwise
 * @param archivedSites {@code AGENT_ARCHIVED_SITES_DAYS}: so long an archived site is kept with its last backup; 0 keeps it
 *     for good
 */
public record BenchSettings(Path directory, BenchProgram program, NginxSettings nginx, Duration archivedSites) {

    private static final String ARCHIVED_DAYS = "AGENT_ARCHIVED_SITES_DAYS";
    private static final int USUAL_DAYS = 30;
    private static final int MOST_DAYS = 3650;

    /** Archived sites are kept for the usual time. */
    public BenchSettings(Path directory, BenchProgram program, NginxSettings nginx) {
        this(directory, program, nginx, Duration.ofDays(USUAL_DAYS));
    }

    public static BenchSettings of(Map<String, String> environment, Path home) {
        var directory = environment.getOrDefault("CHANTIER_AGENT_BENCHES", "");
        var program = environment.getOrDefault("CHANTIER_AGENT_BENCH_COMMAND", "");
        return new BenchSettings(
                directory.isBlank() ? home.resolve("benches") : Path.of(directory),
                BenchProgram.of(program.isBlank() ? "bench" : absolute(program), environment),
                NginxSettings.of(environment),
                Duration.ofDays(days(environment.getOrDefault(ARCHIVED_DAYS, "").strip())));
    }

    private static int days(String text) {
        if (text.isEmpty()) {
            return USUAL_DAYS;
        }
        try {
            int days = Integer.parseInt(text);
            if (days >= 0 && days <= MOST_DAYS) {
                return days;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                ARCHIVED_DAYS + " is '" + text + "'; it must be a number of days from 0 to " + MOST_DAYS + ".");
    }

    /** The program runs in the folder of a bench, and a relative path would be looked for there. */
    private static String absolute(String program) {
        return Path.of(program).toAbsolutePath().normalize().toString();
    }
}
