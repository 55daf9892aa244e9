package io.chantier.benches.delivery;

import io.chantier.sites.SiteId;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Something that the agent of a server is to do.
 *
 * @param site whom it is about; null where it is about no site of ours
 * @param name the contract's name of the job, such as {@code New Site}
 * @param atMost after this it has ended, with a reason, whatever became of it
 */
public record AgentOrder(UUID server, TeamId team, @Nullable SiteId site, String name, Call call, Duration atMost) {

    /** Longer than a stock agent lets a job run. */
    private static final Duration USUAL = Duration.ofHours(6);

    /**
     * The request that starts it.
     *
     * @param path of the contract, such as {@code /benches/b/sites/s/migrate}
     * @param body may hold passwords; it is kept sealed
     */
    public record Call(String method, String path, JsonNode body) {

        public static Call post(String path, JsonNode body) {
            return new Call("POST", path, body);
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    public static AgentOrder of(UUID server, TeamId team, String name, Call call) {
        return new AgentOrder(server, team, null, name, call, USUAL);
    }

    public AgentOrder about(SiteId subject) {
        return new AgentOrder(server, team, subject, name, call, atMost);
    }

    public AgentOrder within(Duration time) {
        return new AgentOrder(server, team, site, name, call, time);
    }
}
