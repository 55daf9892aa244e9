package io.chantier.benches.servers;

import io.chantier.benches.agent.AgentClient;
import io.chantier.benches.agent.AgentTrouble;
import io.chantier.benches.agent.Agents;
import io.chantier.benches.servers.Condition.Figures;
import io.chantier.benches.servers.Condition.Room;
import io.chantier.jobs.Failure;
import io.chantier.protocol.AgentVersion;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Looks at a server and notes what it sees: how it stands, and what is there. */
@Component
class ServerLook {

    private final Agents agents;
    private final ServerConditions conditions;
    private final Benches benches;
    private final Clock clock;

    ServerLook(Agents agents, ServerConditions conditions, Benches benches, Clock clock) {
        this.agents = agents;
        this.conditions = conditions;
        this.benches = benches;
        this.clock = clock;
    }

    /** Why it did not answer; empty where all is noted. */
    Optional<Failure> at(BenchServer server) {
        try {
            var agent = agents.of(server.id());
            var off = off(agent);
            var version = agent.version();
            var status = status(agent, server);
            var asked = clock.instant();
            var listed = agent.benches();
            conditions.saw(server.id(), word(version), figures(status, off), clock.instant());
            benches.listed(server.id(), listed, asked);
            return Optional.empty();
        } catch (AgentTrouble trouble) {
            conditions.failed(server.id(), trouble.why());
            return Optional.of(trouble.why());
        }
    }

    /** Half of the way there and back is the best guess of when it looked at its clock. */
    private @Nullable Long off(AgentClient agent) {
        var before = clock.instant();
        var there = agent.clock();
        var middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
        return there.map(time -> Duration.between(middle, time).toSeconds()).orElse(null);
    }

    /** An agent that does not tell its figures is as good as another. */
    private static Optional<JsonNode> status(AgentClient agent, BenchServer server) {
        try {
            return Optional.of(agent.serverStatus(server.databasePassword()));
        } catch (AgentTrouble trouble) {
            return switch (trouble.kind()) {
                case REFUSED, BROKEN -> Optional.empty();
                case UNREACHABLE, UNSURE, WRONG_PASSWORD, OTHER_CERTIFICATE -> throw trouble;
            };
        }
    }

    private static String word(AgentVersion version) {
        if (version.runtime() != null) return version.show();
        var commit = version.commit();
        return "Frappe Agent " + commit.substring(0, Math.min(10, commit.length()));
    }

    private static Figures figures(Optional<JsonNode> status, @Nullable Long off) {
        return status.map(told -> told.path("stats"))
                .map(stats -> new Figures(
                        stats.at("/cpu/load_average/1").isNumber()
                                ? stats.at("/cpu/load_average/1").asDouble()
                                : null,
                        stats.at("/cpu/count").isNumber()
                                ? stats.at("/cpu/count").asInt()
                                : null,
                        room(stats.at("/memory/mem")),
                        room(stats.path("disk")),
                        off))
                .orElseGet(() -> new Figures(null, null, Room.UNKNOWN, Room.UNKNOWN, off));
    }

    private static Room room(JsonNode told) {
        return new Room(number(told.path("used")), number(told.path("total")));
    }

    private static @Nullable Long number(JsonNode told) {
        return told.isNumber() ? told.asLong() : null;
    }
}
