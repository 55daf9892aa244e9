package io.chantier.agent.benches;

import io.chantier.agent.commands.Commands;
import io.chantier.jobs.Step;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Which tables a site had before an update, and which of them its migration touched. What a migration says of itself
 * counts only where it ran once and to its end; otherwise it may have touched each.
 */
final class TouchedTables {

    private static final String PREVIOUS = "previous_tables.json";
    /** Frappe writes it when a migration ends, also by an error; one that is killed leaves none, or an older one. */
    private static final String TOUCHED = "touched_tables.json";
    /** The same, once this agent saw the migration end. */
    private static final String WITNESSED = "touched_tables.witnessed.json";

    private final Benches benches;
    private final Commands commands;

    TouchedTables(Benches benches, Commands commands) {
        this.benches = benches;
        this.commands = commands;
    }

    void forget(SiteCall call) {
        for (var file : List.of(PREVIOUS, TOUCHED, WITNESSED)) {
            benches.deleteIn(call.bench(), call.site(), file);
        }
    }

    void before(SiteCall call, SortedSet<String> tables) {
        benches.writeIn(call.bench(), call.site(), PREVIOUS, Wire.write(tables));
    }

    /** A migration whose list is believed, where no earlier run of it was cut off. */
    Step witnessed(SiteCall call, Step migration) {
        return Step.named(migration.name(), context -> {
            boolean first = commands.begun(context.job(), migration.name()).isEmpty();
            benches.deleteIn(call.bench(), call.site(), WITNESSED);
            benches.deleteIn(call.bench(), call.site(), TOUCHED);
            var outcome = migration.work().run(context);
            if (first) {
                list(call, TOUCHED)
                        .ifPresent(tables -> benches.writeIn(call.bench(), call.site(), WITNESSED, Wire.write(tables)));
            }
            return outcome;
        });
    }

    /** Those that the migration touched; all where that is not known. Another migration since then may have touched more. */
    SortedSet<String> touched(SiteCall call) throws IOException {
        var witnessed = list(call, WITNESSED);
        return witnessed.isPresent() && witnessed.equals(list(call, TOUCHED)) ? witnessed.get() : previous(call);
    }

    SortedSet<String> previous(SiteCall call) throws IOException {
        return list(call, PREVIOUS)
                .orElseThrow(() -> new IOException(
                        "there is no " + PREVIOUS + ", so the tables of the site were not kept before"));
    }

    private Optional<SortedSet<String>> list(SiteCall call, String file) {
        try {
            return benches.textIn(call.bench(), call.site(), file)
                    .map(Wire::tree)
                    .filter(JsonNode::isArray)
                    .map(list -> list.valueStream()
                            .map(table -> table.asString(""))
                            .filter(table -> !table.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
