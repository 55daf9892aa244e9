package io.chantier.benches.apps.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.benches.apps.AppChange;
import io.chantier.benches.apps.AppName;
import io.chantier.benches.apps.Difference;
import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.apps.Way;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A release group as a program gets it.
 *
 * @param number of its newest state
 * @param apps at their versions
 * @param installOrder in which order they are put on a site
 * @param teams that may have new sites there; empty for all
 */
record GroupView(
        UUID id,
        String name,
        int number,
        NavigableMap<String, String> apps,
        List<String> installOrder,
        List<Bench> benches,
        Set<UUID> teams) {

    /** @param number the state of the group at which it is */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Bench(
            UUID id, String name, String server, @Nullable Integer number) {}

    /** One state of a group. */
    record State(int number, NavigableMap<String, String> apps, String madeBy, Instant madeAt) {

        static State of(ReleaseGroup.State state) {
            return new State(state.number(), state.lineup().versions(), state.madeBy(), state.madeAt());
        }
    }

    /** @param removed what sites may not have installed if they are to move */
    record Changes(Way way, List<AppChange> changes, List<AppName> removed) {

        static Changes of(Difference difference) {
            return new Changes(difference.way(), difference.changes(), difference.removed());
        }
    }

    static GroupView of(ReleaseGroup group, List<GroupBenches.Standing> benches, Set<TeamId> teams) {
        var lineup = group.current().lineup();
        return new GroupView(
                group.id(),
                group.name(),
                group.current().number(),
                lineup.versions(),
                lineup.installOrder().stream().map(AppName::value).toList(),
                benches.stream()
                        .map(bench -> new Bench(bench.bench(), bench.name(), bench.server(), bench.number()))
                        .toList(),
                teams.stream().map(TeamId::value).collect(Collectors.toCollection(TreeSet::new)));
    }
}
