package io.chantier.benches.hosting;

import static java.util.Comparator.naturalOrder;

import io.chantier.benches.Placement;
import io.chantier.benches.Placement.Place;
import io.chantier.benches.servers.Bench;
import io.chantier.ingress.Naming;
import io.chantier.jobs.Failure;
import io.chantier.sites.Site;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Where new sites go: what a team can choose, and the place that a site has from its order on. */
@Component
public class BenchPlaces {

    private final Placement placement;
    private final BenchClaims claims;
    private final Housing.Finder houses;
    private final Naming names;

    BenchPlaces(Placement placement, BenchClaims claims, Housing.Finder houses, Naming names) {
        this.placement = placement;
        this.claims = claims;
        this.houses = houses;
        this.names = names;
    }

    /**
     * What was chosen for a new site.
     *
     * @param group a release group of which its bench is to be; null for any
     * @param apps beside the framework
     */
    public record Choice(@Nullable UUID group, List<String> apps) {

        public Choice {
            apps = List.copyOf(apps);
        }
    }

    /**
     * A release group that is there for a team.
     *
     * @param apps that can be chosen, beside the framework
     */
    public record Group(UUID id, String name, SortedSet<String> apps) {}

    /** Whether there is a place for a new site. */
    public sealed interface Room {

        record Free() implements Room {}

        /** No bench that is there for the team is such a one. */
        record NoBench() implements Room {}

        /** There are such benches, and their servers take no site now. */
        record Closed(Failure why) implements Room {}
    }

    /** The apps that a new site of the team can have, beside the framework; empty also where nothing takes new sites now. */
    public SortedSet<String> apps(TeamId team) {
        return withoutFramework(placement.apps(team));
    }

    /** The groups in which the team can have a new site now, by name. */
    public List<Group> groups(TeamId team) {
        return placement.groups(team).stream().map(BenchPlaces::choosable).toList();
    }

    /** A group that is there for the team, be it full. */
    public Optional<Group> group(UUID group, TeamId team) {
        return placement.group(group, team).map(BenchPlaces::choosable);
    }

    private static Group choosable(Placement.OpenGroup group) {
        return new Group(group.id(), group.name(), withoutFramework(group.apps()));
    }

    /** Whether there is such a group for the team, be it full. */
    public boolean serves(UUID group, TeamId team) {
        return placement.serves(group, team);
    }

    /** Looks anew each time; nothing is reserved. */
    public Room room(TeamId team, Choice choice) {
        return switch (placement.of(need(team, choice))) {
            case Place.Found _ -> new Room.Free();
            case Place.Nowhere(var passed) -> closed(passed);
        };
    }

    /** The name by which a site will be known, on its bench and in public. */
    public String hostOf(Slug slug) {
        return names.now().site(slug).getHost();
    }

    /** Whether this name is on any bench that we know of, ours or not. */
    public boolean isTaken(String host) {
        return claims.isTaken(host);
    }

    /** Until the transaction ends nobody else gets a place: what is counted and looked at stays true. */
    public void takeTurn() {
        placement.takeTurn();
    }

    /** A problem where the team has as many sites as it may. */
    public void demandAllowance(TeamId team) {
        claims.demandAllowance(team);
    }

    /**
     * Gives the site a place, or leaves it where it has one; empty where there is none, or its name is another's.
     *
     * @param near the place of this one is taken before any other
     * @return the bench as people know it
     */
    @Transactional
    public Optional<String> settle(Site site, Choice choice, Optional<Site> near) {
        placement.takeTurn();
        var known = houses.of(site).filter(this::stays);
        if (known.isPresent()) return known.map(BenchPlaces::called);
        if (!(place(need(site.team(), choice), near) instanceof Place.Found chosen)) return Optional.empty();
        if (!claims.claim(site, chosen.bench(), hostOf(site.slug()))) return Optional.empty();
        return houses.of(site).map(BenchPlaces::called);
    }

    /** A group that was reserved for others since the order takes only those that are there. */
    private boolean stays(Housing housing) {
        var bench = housing.bench();
        var site = housing.site();
        return bench.state() == Bench.State.ACTIVE
                && (claims.hasCome(site) || placement.isThereFor(bench.id(), site.team()));
    }

    /** Why a site without a place gets none. */
    public Failure whyNot(Site site, Choice choice) {
        var host = hostOf(site.slug());
        if (houses.of(site).isEmpty() && isTaken(host)) return BenchClaims.taken(host);
        return whyNot(room(site.team(), choice));
    }

    /** The same of what was looked at. */
    public static Failure whyNot(Room room) {
        return room instanceof Room.Closed(var why) ? why : new Failure("no-bench", Map.of());
    }

    private Place place(Placement.Need need, Optional<Site> near) {
        return near.flatMap(houses::of)
                .map(housing -> placement.on(housing.bench().id(), need))
                .filter(Place.Found.class::isInstance)
                .orElseGet(() -> placement.of(need));
    }

    private static Placement.Need need(TeamId team, Choice choice) {
        return new Placement.Need(team, choice.group(), BenchHosting.withFramework(choice.apps()));
    }

    private static Room closed(List<Placement.PassedOver> passed) {
        return passed.stream()
                .map(Placement.PassedOver::why)
                .min(naturalOrder())
                .<Room>map(reason -> new Room.Closed(new Failure(code(reason), Map.of())))
                .orElseGet(Room.NoBench::new);
    }

    private static String code(Placement.Reason reason) {
        return switch (reason) {
            case AWAY -> "no-bench-away";
            case FULL -> "no-bench-full";
            case DISK -> "no-bench-disk";
            case NO_PASSWORD -> "no-bench-password";
            case CLOSED -> "no-bench-closed";
        };
    }

    private static SortedSet<String> withoutFramework(SortedSet<String> apps) {
        var others = new TreeSet<>(apps);
        others.remove(BenchHosting.FRAMEWORK);
        return others;
    }

    private static String called(Housing housing) {
        return housing.bench().name() + " (" + housing.server().name() + ")";
    }
}
