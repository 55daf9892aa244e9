package io.chantier.benches.delivery;

import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What an agent tells of a site that it did not make. Our agent names the reason by a code; of a stock agent there is
 * what the program printed that makes sites. What other programs print, and tracebacks, quote anything.
 */
final class SiteRefusal {

    private static final Pattern OUR_CODE = Pattern.compile("site-exists\\b.*", Pattern.DOTALL);
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern THERE_BEFORE =
            Pattern.compile("^(?:Site|Database) (\\S+) already exists\\b", Pattern.MULTILINE);
    private static final Pattern OF_DATABASES = Pattern.compile("(?:\\S*/)?(?:mysql|mariadb)\\s.*", Pattern.DOTALL);
    private static final Pattern TAKES_LEAVE = Pattern.compile("-e\\s+[\"']?\\s*drop\\s", Pattern.CASE_INSENSITIVE);

    private SiteRefusal() {}

    /** A program that was run, in the words in which it was told. */
    private record Ran(List<String> words, String output) {

        static Ran of(AgentCommand command) {
            return of(command.command(), command.output());
        }

        static Ran of(String command, String output) {
            return new Ran(List.of(command.strip().split("\\s+")), output);
        }

        /** {@code bench new-site ... SITE}, behind whatever enters the bench. */
        private boolean makesSites() {
            int at = words.indexOf("new-site");
            return at > 0 && words.get(at - 1).endsWith("bench");
        }

        boolean isRefused() {
            if (!makesSites()) return false;
            return THERE_BEFORE
                    .matcher(COLOURS.matcher(output).replaceAll(""))
                    .results()
                    .anyMatch(line -> words.contains(line.group(1)));
        }
    }

    /** Whether the site, or its database, was there before the job. */
    static boolean isTold(AgentJob job) {
        return Stream.concat(Stream.of(job.data()), job.steps().stream().map(AgentStep::data))
                        .anyMatch(
                                data -> OUR_CODE.matcher(data.path("traceback").asString(""))
                                        .matches())
                || ran(job).anyMatch(Ran::isRefused);
    }

    /**
     * Whether the step that makes the site ended before it came to that: a stock agent first makes a user of the
     * database, whom it drops afterwards.
     */
    static boolean isBeforeMaking(AgentStep step) {
        var command = step.data().path("command").asString("");
        return step.status() == AgentStatus.FAILURE
                && OF_DATABASES.matcher(command).matches()
                && !TAKES_LEAVE.matcher(command).find();
    }

    private static Stream<Ran> ran(AgentJob job) {
        var ofSteps = job.steps().stream()
                .flatMap(step ->
                        Stream.concat(ran(step.data()), step.commands().stream().map(Ran::of)));
        return Stream.of(ran(job.data()), job.commands().stream().map(Ran::of), ofSteps)
                .flatMap(some -> some);
    }

    /** What a job or a step answers is often the last command that it ran. */
    private static Stream<Ran> ran(JsonNode data) {
        var command = data.path("command").asString("");
        return command.isEmpty()
                ? Stream.empty()
                : Stream.of(Ran.of(command, data.path("output").asString("")));
    }
}
