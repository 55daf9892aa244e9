package io.chantier.benches.apps.web;

import io.chantier.benches.Placement;
import io.chantier.benches.apps.App;
import io.chantier.benches.apps.AppChange;
import io.chantier.benches.apps.AppRelease;
import io.chantier.benches.apps.Difference;
import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.GroupForm;
import io.chantier.benches.apps.GroupTeams;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.making.BenchOrder;
import io.chantier.benches.making.BenchWish;
import io.chantier.identity.Teams.Team;
import io.chantier.values.TeamId;
import io.chantier.web.Badge;
import io.chantier.web.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the operator's pages of release groups show. */
public final class GroupsView {

    private GroupsView() {}

    /** All groups, and a form for one more. */
    public record All(List<Line> groups, List<Choice> choices, AppsView.Filled<GroupForm> form) {}

    /**
     * @param benches how many it has
     * @param reserved whether only some teams get sites there
     */
    public record Line(ReleaseGroup group, int benches, boolean reserved) {}

    /** An app with what a group can have of it, newest version first. */
    public record Choice(App app, List<AppRelease> releases) {}

    /**
     * One group.
     *
     * @param way the newest state compared with an earlier one; null where there is none
     * @param trouble what was wrong with the last request that was none of the form
     */
    public record One(
            ReleaseGroup group,
            List<Choice> choices,
            AppsView.Filled<GroupForm> form,
            @Nullable Compared way,
            Homes homes,
            Coming coming,
            Users users,
            @Nullable Problem trouble) {}

    /**
     * Benches that are being made, and a form for one more.
     *
     * @param servers by name
     */
    public record Coming(List<BenchOrder> orders, Map<String, UUID> servers, AppsView.Filled<BenchWish> form) {}

    /**
     * @param chosen the teams that may have sites there; empty for all
     * @param others where sites of other teams are all the same
     */
    public record Users(List<Team> teams, Set<TeamId> chosen, List<GroupTeams.Others> others) {}

    /** @param states earlier ones that the newest can be compared with, newest first */
    public record Compared(ReleaseGroup.State from, Difference difference, List<ReleaseGroup.State> states) {}

    /** Its benches, those that could be, and where the next site goes. */
    public record Homes(
            List<GroupBenches.Standing> benches, List<GroupBenches.Standing> candidates, Placement.Place place) {

        /** Null where no site can be taken. */
        public Placement.Place.@Nullable Found found() {
            return place instanceof Placement.Place.Found found ? found : null;
        }

        /** The servers that have a bench and take no site. */
        public List<Placement.PassedOver> passed() {
            return place instanceof Placement.Place.Nowhere(var passed) ? passed : List.of();
        }
    }

    /** How the way from one state to another is shown. */
    public static Badge badge(Difference difference) {
        return switch (difference.way()) {
            case NONE -> new Badge("calm", "circle-check", "page.groups.way.NONE");
            case PULL -> new Badge("ok", "arrow-right", "page.groups.way.PULL");
            case MIGRATE -> new Badge("warn", "database-edit", "page.groups.way.MIGRATE");
            case NO_WAY -> new Badge("bad", "circle-off", "page.groups.way.NO_WAY");
        };
    }

    /** How the change of one app is shown. */
    public static Badge badge(AppChange change) {
        return switch (change.kind()) {
            case ADDED -> new Badge("ok", "plus", "page.groups.change.ADDED");
            case REMOVED -> new Badge("warn", "minus", "page.groups.change.REMOVED");
            case NEWER -> new Badge("ok", "arrow-up", "page.groups.change.NEWER");
            case OLDER -> new Badge("warn", "arrow-down", "page.groups.change.OLDER");
            case UNKNOWN -> throw new IllegalArgumentException("Each version of a group is known: " + change);
        };
    }
}
