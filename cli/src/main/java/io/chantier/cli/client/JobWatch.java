package io.chantier.cli.client;

import io.chantier.cli.installation.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Follows a job to its end and shows how far it is. */
public final class JobWatch {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Sites sites;
    private final Terminal terminal;
    private final boolean silent;

    /** @param silent for scripts: only the end counts */
    public JobWatch(Sites sites, Terminal terminal, boolean silent) {
        this.sites = sites;
        this.terminal = terminal;
        this.silent = silent;
    }

    /** The job as it stands at its end. */
    public JsonNode untilEnd(String id) throws IOException, InterruptedException {
        while (true) {
            var job = sites.job(id);
            if (!silent) {
                terminal.progress(job.path("progress").asInt(0), label(job));
            }
            if (hasEnded(job)) {
                return job;
            }
            Thread.sleep(PAUSE);
        }
    }

    public static boolean hasSucceeded(JsonNode job) {
        return state(job).equals("SUCCEEDED");
    }

    private static boolean hasEnded(JsonNode job) {
        return switch (state(job)) {
            case "SUCCEEDED", "FAILED", "CANCELLED" -> true;
            default -> false;
        };
    }

    private static String state(JsonNode job) {
        return job.path("state").asString("").toUpperCase(Locale.ROOT);
    }

    /** The step at work, else the last one that ended. */
    private String label(JsonNode job) {
        var words = terminal.words();
        var current = words.say("job.waiting");
        for (var step : job.path("steps")) {
            if (!step.path("state").asString("").equalsIgnoreCase("PENDING")) {
                current = step.path("title").asString(step.path("name").asString(""));
            }
        }
        return hasSucceeded(job) ? words.say("job.done") : current;
    }
}
