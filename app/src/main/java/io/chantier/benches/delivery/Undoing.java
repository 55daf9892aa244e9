package io.chantier.benches.delivery;

import io.chantier.protocol.AgentCommand;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether what a job made has to be taken away: only what it made itself, never what was there before it. */
final class Undoing {

    private static final Pattern THERE_BEFORE = Pattern.compile("\\bexists\\b", Pattern.CASE_INSENSITIVE);

    private Undoing() {}

    /** A site whose first step failed because it was there already was not made by us. */
    static boolean isNeeded(OrderedJob undone, AgentJob over) {
        if (over.status() == AgentStatus.SUCCESS) return true;
        if (over.steps().isEmpty()) return false;
        var first = over.steps().getFirst();
        return switch (first.status()) {
            case PENDING -> false;
            case RUNNING, SUCCESS -> true;
            case FAILURE ->
                undone.order().type() != AgentJobType.NEW_SITE
                        || said(over, first)
                                .noneMatch(text -> THERE_BEFORE.matcher(text).find());
        };
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
