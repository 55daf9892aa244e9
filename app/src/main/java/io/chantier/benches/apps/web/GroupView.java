package io.chantier.benches.apps.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chantier.benches.apps.AppChange;
import io.chantier.benches.apps.AppName;
import io.chantier.benches.apps.Difference;
import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.apps.Way;
import io.chantier.benches.making.BenchOrder;
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
 * @param making benches that were ordered for it and do not stand in it yet; those that failed for a week
 * @param teams that may have new sites there; empty for all
 */
record GroupView(
        UUID id,
        String name,
        int number,
        NavigableMap<String, String> apps,
        List<String> installOrder,
        List<Bench> benches,
        List<Making> making,
        Set<UUID> teams) {

    /** @param number the state of the group at which it is */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Bench(
            UUID id, String name, String server, @Nullable Integer number) {}

    /**
     * @param job of the agent that makes it
     * @param ports what is added to the first of each kind of port
     * @param differs in which apps its server lists it otherwise than the group has it
     */
    record Making(UUID job, String name, String server, int number, int ports, BenchOrder.State state, String differs) {

        static Making of(BenchOrder order) {
            return new Making(
                    order.job(),
                    order.name(),
                    order.serverName(),
                    order.number(),
                    order.ports(),
                    order.state(),
                    order.differs());
        }
    }

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

    static GroupView of(
            ReleaseGroup group, List<GroupBenches.Standing> benches, List<BenchOrder> making, Set<TeamId> teams) {
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
                making.stream().map(Making::of).toList(),
                teams.stream().map(TeamId::value).collect(Collectors.toCollection(TreeSet::new)));
    }
}
