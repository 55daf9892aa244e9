package io.chantier.benches.hosting;

import io.chantier.benches.apps.AppChange;
import io.chantier.benches.apps.AppChange.Kind;
import io.chantier.benches.apps.GroupBenches;
import io.chantier.benches.apps.GroupBenches.Standing;
import io.chantier.benches.apps.GroupDesk;
import io.chantier.benches.apps.ReleaseGroup;
import io.chantier.benches.apps.Version;
import io.chantier.benches.apps.Way;
import io.chantier.benches.hosting.BenchData.InstalledApp;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Where a site can go on its server, and what changes there for its apps. */
@Component
public class BenchTargets {

    private final Housing.Finder houses;
    private final GroupBenches benches;
    private final GroupDesk groups;
    private final BenchData data;

    BenchTargets(Housing.Finder houses, GroupBenches benches, GroupDesk groups, BenchData data) {
        this.houses = houses;
        this.benches = benches;
        this.groups = groups;
        this.data = data;
    }

    /**
     * A bench as people know it.
     *
     * @param group the release group that it is made of; empty where it is made of none
     * @param state at which state of it the bench is; null where it is made of none
     */
    public record Place(
            UUID bench,
            String name,
            String server,
            String group,
            @Nullable Integer state) {}

    /**
     * A bench that has all apps of the site.
     *
     * @param newest whether the site's release group has none newer on this server, and the site's own is older
     */
    public record Target(Place place, boolean newest, Way way, List<AppChange> changes) {

        public Target {
            changes = List.copyOf(changes);
        }
    }

    /** Whether a site can go to a bench. */
    public sealed interface Answer {

        record Possible(Target target) implements Answer {}

        record Refused(Failure why) implements Answer {}
    }

    /** The bench on which the site lives. */
    public Place home(Site site) {
        var housing = houses.get(site);
        return benches.find(housing.bench().id())
                .map(this::place)
                .orElseGet(() -> new Place(
                        housing.bench().id(),
                        housing.bench().name(),
                        housing.server().name(),
                        "",
                        null));
    }

    /** The best one first. Asks the agent; a problem where it does not answer. */
    public List<Target> of(Site site) {
        var installed = data.installed(site);
        return others(site).stream()
                .filter(bench -> lacking(bench, installed).isEmpty())
                .map(bench -> target(site, bench, installed))
                .sorted((one, other) -> Boolean.compare(other.newest(), one.newest()))
                .toList();
    }

    /** How a bench is called; empty where it is gone. */
    public String nameOf(UUID bench) {
        return benches.find(bench).map(Standing::name).orElse("");
    }

    /** Whether it is another active bench of the site's server. */
    public boolean isBeside(Site site, UUID bench) {
        return others(site).stream().anyMatch(other -> other.bench().equals(bench));
    }

    /** Asks the agent; a problem where it does not answer. */
    public Answer check(Site site, UUID bench) {
        var installed = data.installed(site);
        var there = others(site).stream()
                .filter(other -> other.bench().equals(bench))
                .findFirst();
        if (there.isEmpty()) return refused("bench-update-gone", site, Map.of());
        var lacking = lacking(there.get(), installed);
        var words = Map.of("bench", there.get().name(), "apps", String.join(", ", lacking));
        if (!lacking.isEmpty()) return refused("bench-lacks-apps", site, words);
        var target = target(site, there.get(), installed);
        return target.way() == Way.NO_WAY
                ? refused(
                        "bench-update-no-way", site, Map.of("bench", there.get().name(), "apps", older(target)))
                : new Answer.Possible(target);
    }

    /** The newest bench of the site's release group on its server; empty where the site is on it, or its bench is of none. */
    public Optional<UUID> newest(Site site) {
        return benches.find(houses.get(site).bench().id())
                .flatMap(home -> others(site).stream()
                        .filter(other -> isNewer(home, other))
                        .findFirst())
                .map(Standing::bench);
    }

    private static Answer refused(String code, Site site, Map<String, String> words) {
        var all = new TreeMap<>(words);
        all.put("site", site.name());
        return new Answer.Refused(new Failure(code, all));
    }

    private static String older(Target target) {
        return target.changes().stream()
                .filter(change -> change.kind() == Kind.OLDER && change.migrates())
                .map(change -> change.app() + " " + change.from() + " → " + change.to())
                .collect(Collectors.joining(", "));
    }

    private List<Standing> others(Site site) {
        var home = houses.get(site).bench().id();
        return benches.beside(home, site.team()).stream()
                .filter(bench -> !bench.bench().equals(home))
                .toList();
    }

    private static Set<String> lacking(Standing bench, List<InstalledApp> installed) {
        return installed.stream()
                .map(InstalledApp::name)
                .filter(app -> !bench.apps().containsKey(app))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Target target(Site site, Standing there, List<InstalledApp> installed) {
        var home = benches.find(houses.get(site).bench().id());
        var changes = home.filter(bench -> isOfOneGroup(bench, there))
                .map(bench -> known(bench, there, installed))
                .orElseGet(() -> assumed(home, there, installed));
        var first = newest(site).filter(there.bench()::equals).isPresent();
        return new Target(place(there), first, Way.by(changes), changes);
    }

    /** What the releases between the two states of the group say of apps that the site has; none of them comes in or goes. */
    private List<AppChange> known(Standing here, Standing there, List<InstalledApp> installed) {
        var group = groups.find(Objects.requireNonNull(here.group())).orElseThrow();
        var names = installed.stream().map(InstalledApp::name).collect(Collectors.toSet());
        var difference = groups.difference(state(group, here), state(group, there));
        return difference.changes().stream()
                .filter(change -> names.contains(change.app()))
                .filter(change -> change.kind() == Kind.NEWER || change.kind() == Kind.OLDER)
                .toList();
    }

    private ReleaseGroup.State state(ReleaseGroup group, Standing bench) {
        return groups.state(group, Objects.requireNonNull(bench.number())).orElseThrow();
    }

    /** Where no group says what lies between two versions, anything may: only the same version changes nothing. */
    private List<AppChange> assumed(Optional<Standing> here, Standing there, List<InstalledApp> installed) {
        var changes = new ArrayList<AppChange>();
        for (var app : installed) {
            var before = here.flatMap(bench -> version(bench, app.name()));
            var after = version(there, app.name());
            if (before.isPresent() && before.equals(after)) continue;
            changes.add(
                    new AppChange(app.name(), kind(before, after), said(before, app.version()), said(after, ""), true));
        }
        return changes;
    }

    private static Kind kind(Optional<Version> before, Optional<Version> after) {
        if (before.isEmpty() || after.isEmpty()) return Kind.UNKNOWN;
        return after.get().compareTo(before.get()) < 0 ? Kind.OLDER : Kind.NEWER;
    }

    private static String said(Optional<Version> version, String otherwise) {
        return version.map(Version::toString).orElse(otherwise);
    }

    /** What the bench's server says, else what its group says. */
    private Optional<Version> version(Standing bench, String app) {
        return Version.parse(bench.apps().getOrDefault(app, ""))
                .or(() -> groupOf(bench)
                        .map(group -> state(group, bench).lineup().versions().get(app))
                        .flatMap(Version::parse));
    }

    private Optional<ReleaseGroup> groupOf(Standing bench) {
        return Optional.ofNullable(bench.group()).flatMap(groups::find);
    }

    private static boolean isOfOneGroup(Standing here, Standing there) {
        return here.group() != null && here.group().equals(there.group());
    }

    private static boolean isNewer(Standing here, Standing there) {
        var before = here.number();
        var after = there.number();
        return isOfOneGroup(here, there) && before != null && after != null && after > before;
    }

    private Place place(Standing bench) {
        var group = groupOf(bench).map(ReleaseGroup::name).orElse("");
        return new Place(bench.bench(), bench.name(), bench.server(), group, bench.number());
    }
}
