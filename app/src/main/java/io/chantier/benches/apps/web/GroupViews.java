package io.chantier.benches.apps.web;

import io.chantier.benches.Placement;
import io.chantier.benches.apps.AppDesk;
import io.chantier.benches.apps.AppRelease;
import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.GroupDesk;
import io.chantier.benches.apps.GroupForm;
import io.chantier.benches.apps.GroupTeams;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.apps.web.GroupsView.Choice;
import io.chantier.benches.apps.web.GroupsView.Compared;
import io.chantier.benches.apps.web.GroupsView.Homes;
import io.chantier.benches.making.BenchMaking;
import io.chantier.benches.making.BenchWish;
import io.chantier.web.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Gathers what the pages of release groups show. */
@Component
class GroupViews {

    private final AppDesk apps;
    private final GroupDesk groups;
    private final GroupBenches benches;
    private final GroupTeams teams;
    private final Placement placement;
    private final BenchMaking making;

    GroupViews(
            AppDesk apps,
            GroupDesk groups,
            GroupBenches benches,
            GroupTeams teams,
            Placement placement,
            BenchMaking making) {
        this.apps = apps;
        this.groups = groups;
        this.benches = benches;
        this.teams = teams;
        this.placement = placement;
        this.making = making;
    }

    GroupsView.All all(AppsView.Filled<GroupForm> form) {
        var counts = benches.counts();
        var reserved = teams.reserved();
        var lines = groups.list().stream()
                .map(group ->
                        new GroupsView.Line(group, counts.getOrDefault(group.id(), 0), reserved.contains(group.id())))
                .toList();
        return new GroupsView.All(lines, choices(form.form()), form);
    }

    GroupsView.One one(
            ReleaseGroup group, @Nullable Integer from, AppsView.Filled<GroupForm> form, @Nullable Problem trouble) {
        var fresh = AppsView.Filled.of(BenchWish.EMPTY.named(making.proposal()));
        return one(group, from, form, fresh, trouble);
    }

    /** With the form for a bench as it was filled in. */
    GroupsView.One one(ReleaseGroup group, AppsView.Filled<BenchWish> wish) {
        return one(group, null, AppsView.Filled.of(GroupForm.of(group)), wish, null);
    }

    private GroupsView.One one(
            ReleaseGroup group,
            @Nullable Integer from,
            AppsView.Filled<GroupForm> form,
            AppsView.Filled<BenchWish> wish,
            @Nullable Problem trouble) {
        var homes = new Homes(benches.of(group), benches.candidates(group), placement.inGroup(group.id()));
        var users = new GroupsView.Users(teams.everybody(), teams.of(group), teams.others(group));
        var coming = new GroupsView.Coming(making.of(group), making.servers(), wish);
        return new GroupsView.One(
                group, choices(form.form()), form, compared(group, from), homes, coming, users, trouble);
    }

    /** What is published, and what the group has, so that it does not lose it by being saved. */
    private List<Choice> choices(GroupForm form) {
        var releases = apps.releases();
        return apps.apps().stream()
                .map(app -> new Choice(
                        app,
                        releases.getOrDefault(app.name(), List.of()).stream()
                                .filter(release -> release.isPublished() || isIn(form, release))
                                .toList()))
                .filter(choice -> !choice.releases().isEmpty())
                .toList();
    }

    private static boolean isIn(GroupForm form, AppRelease release) {
        return form.version(release.app().value()).equals(release.version().toString());
    }

    private @Nullable Compared compared(ReleaseGroup group, @Nullable Integer from) {
        var earlier = groups.states(group).stream()
                .filter(state -> state.number() < group.current().number())
                .toList();
        if (earlier.isEmpty()) return null;
        var chosen = earlier.stream()
                .filter(state -> from != null && state.number() == from)
                .findFirst()
                .orElse(earlier.getFirst());
        return new Compared(chosen, groups.difference(chosen, group.current()), earlier);
    }
}
