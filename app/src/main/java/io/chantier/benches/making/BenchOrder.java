package io.chantier.benches.making;

import io.chantier.values.TeamId;
import io.chantier.web.Badge;
import java.util.UUID;

/**
 * A bench that was ordered for a group and does not stand there yet.
 *
 * @param job of the agent, which makes it or made it
 * @param number the state of the group
 * @param team whose member ordered it
 * @param ports what is added to the first of each kind of port
 * @param differs in which apps it is not what the group has; empty where that is not known
 */
public record BenchOrder(
        UUID job,
        UUID server,
        String serverName,
        String name,
        UUID group,
        int number,
        TeamId team,
        int ports,
        State state,
        String differs) {

    public enum State {
        MAKING,
        /** It is made, and its server has not listed it since. */
        LISTING,
        /** Its server lists it with other apps than the group has. */
        DIFFERS,
        FAILED,
        /** It was made, and its server does not list it; should it come back, it comes into its group. */
        LOST
    }

    public Badge badge() {
        var key = "page.groups.making." + state;
        return switch (state) {
            case MAKING, LISTING -> new Badge("busy", "loader-2", key);
            case DIFFERS, LOST -> new Badge("warn", "alert-triangle", key);
            case FAILED -> new Badge("bad", "alert-triangle", key);
        };
    }

    /** What its job tells. */
    public String jobKey() {
        return switch (state) {
            case MAKING -> "page.groups.making.job";
            case LISTING, DIFFERS, LOST -> "page.groups.making.made";
            case FAILED -> "page.groups.making.why";
        };
    }
}
