package io.chantier.benches.delivery;

import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether what a job made has to be taken away: only what it made itself, never what was there before it. */
final class Undoing {

    private static final Pattern THERE_BEFORE = Pattern.compile("\\bexists\\b", Pattern.CASE_INSENSITIVE);

    private Undoing() {}

    /** A site whose making failed because it was there already was not made by us. */
    static boolean isNeeded(OrderedJob undone, AgentJob over) {
        if (over.status() == AgentStatus.SUCCESS) return true;
        var making = making(undone, over);
        if (making.isEmpty()) return false;
        var first = making.get();
        return switch (first.status()) {
            case PENDING -> false;
            case RUNNING, SUCCESS -> true;
            case FAILURE ->
                undone.order().type() != AgentJobType.NEW_SITE
                        || said(over, first)
                                .noneMatch(text -> THERE_BEFORE.matcher(text).find());
        };
    }

    /** Where a backup has to be fetched before, nothing is made until it is there. */
    private static Optional<AgentStep> making(OrderedJob undone, AgentJob over) {
        boolean fetches = undone.order().name().equals("New Site from Backup");
        return over.steps().stream()
                .filter(step -> !fetches || step.name().equals("New Site"))
                .findFirst();
    }

    private static Stream<String> said(AgentJob job, AgentStep step) {
        var printed =
                Stream.concat(job.commands().stream(), step.commands().stream()).map(AgentCommand::output);
        var told = Stream.of(job.data(), step.data())
                .flatMap(data -> Stream.of("output", "traceback")
                        .map(name -> data.path(name).asString("")));
        return Stream.concat(printed, told);
    }
}
