package io.chantier.lifecycle;

import io.chantier.benches.hosting.BenchPlaces;
import io.chantier.benches.hosting.BenchPlaces.Choice;
import io.chantier.benches.hosting.BenchPlaces.Group;
import io.chantier.benches.hosting.BenchPlaces.Room;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.Vault;
import io.chantier.jobs.Failure;
import io.chantier.jobs.JobId;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Drafts;
import io.chantier.sites.Site;
import io.chantier.sites.SiteState;
import io.chantier.values.Secret;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import io.chantier.web.Problem;
import io.chantier.web.Problem.FieldProblem;
import io.chantier.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes orders for new sites on benches. */
@Component
public class NewBenchSites {

    private final Drafts drafts;
    private final BenchPlaces places;
    private final Jobs jobs;
    private final Vault vault;
    private final Audit audit;

    NewBenchSites(Drafts drafts, BenchPlaces places, Jobs jobs, Vault vault, Audit audit) {
        this.drafts = drafts;
        this.places = places;
        this.jobs = jobs;
        this.vault = vault;
        this.audit = audit;
    }

    /**
     * What somebody typed.
     *
     * @param group the id of a release group of which its bench is to be; empty for any
     * @param apps beside the framework, which every site has
     * @param adminPassword of the site's own administrator
     * @param user who may administer it besides
     */
    public record Wanted(String slug, String group, List<String> apps, Secret adminPassword, FirstUserTyped user) {

        public Wanted {
            apps = List.copyOf(apps);
        }
    }

    /** The site, and the job that makes it. */
    public record Begun(Site site, JobId job) {}

    /** The apps that a team can choose; empty also where only the framework is there. */
    public SortedSet<String> apps(TeamId team) {
        return places.apps(team);
    }

    /** The groups that a team can choose, by name. */
    public List<Group> groups(TeamId team) {
        return places.groups(team);
    }

    /** A group of the team that was typed, be it full; empty where there is none. */
    public Optional<Group> group(String typed, TeamId team) {
        return id(typed).flatMap(group -> places.group(group, team));
    }

    /** Whether any site of the team could be made now. */
    public boolean isPossible(TeamId team) {
        return room(team, Optional.empty()) instanceof Room.Free;
    }

    /** Whether a site of the team could be made now in this group, or anywhere. */
    public Room room(TeamId team, Optional<Group> group) {
        return places.room(team, new Choice(group.map(Group::id).orElse(null), List.of()));
    }

    /** Refuses with the problem what cannot be made; nothing is left behind then. Its place is the site's from now on. */
    @Transactional
    public Begun begin(Wanted wanted, Caller caller) {
        return begin(wanted, new Origin(null, null), caller);
    }

    /**
     * The same with the data of another site.
     *
     * @param near its bench is taken where it takes new sites
     */
    @Transactional
    Begun begin(Wanted wanted, BenchSource source, Site near, Caller caller) {
        return begin(wanted, new Origin(source, near), caller);
    }

    /** What a site begins with; nothing where it begins empty. */
    private record Origin(
            @Nullable BenchSource source, @Nullable Site near) {

        String kind() {
            return source != null && source.isCopy() ? CloneBenchSite.KIND : CreateBenchSite.KIND;
        }

        String action() {
            if (source == null) return "site.create-on-bench";
            return source.isCopy() ? "site.clone-on-bench" : "site.create-from-backup";
        }

        String slug() {
            return near == null ? "" : near.slug().value();
        }
    }

    private Begun begin(Wanted wanted, Origin origin, Caller caller) {
        places.takeTurn();
        var choice = new Choice(id(wanted.group()).orElse(null), wanted.apps());
        var room = places.room(caller.team(), choice);
        var wrong = faults(wanted, choice, caller.team());
        boolean isChosen = origin.near() == null && !choice.apps().isEmpty();
        if (wrong.isEmpty() && isChosen && room instanceof Room.NoBench) {
            wrong.add(new FieldProblem("apps", "no-bench-has-apps", Map.of()));
        }
        if (!wrong.isEmpty()) throw new ProblemException(Problem.ofFields(wrong));
        places.demandAllowance(caller.team());
        if (!(room instanceof Room.Free)) throw refused(BenchPlaces.whyNot(room));
        var site = drafted(new Slug(wanted.slug()), caller);
        if (places.settle(site, choice, Optional.ofNullable(origin.near())).isEmpty()) {
            throw refused(places.whyNot(site, choice));
        }
        return ordered(site, choice, wanted, origin, caller);
    }

    private Begun ordered(Site site, Choice choice, Wanted wanted, Origin origin, Caller caller) {
        var password = BenchWish.seal(wanted.adminPassword(), site.id(), vault);
        var user = BenchWish.seal(wanted.user(), site.id(), vault);
        var wish = BenchWish.of(choice, password, origin.source(), user);
        var job = jobs.start(wish.in(SiteQueue.order(site, origin.kind(), Urgency.ONE)))
                .job();
        var details = Map.of(
                "slug", site.slug().value(),
                "apps", String.join(", ", choice.apps()),
                "source", origin.slug(),
                "job", job.toString());
        audit.write(caller, origin.action(), site.id().toString(), details);
        return new Begun(site, job);
    }

    private static ProblemException refused(Failure why) {
        return new ProblemException(Problem.of(why.code(), 409, why.arguments()));
    }

    private Site drafted(Slug slug, Caller caller) {
        var host = places.hostOf(slug);
        if (places.isTaken(host)) {
            throw new ProblemException(Problem.ofField("slug", "bench-host-taken", Map.of("host", host)));
        }
        var site = drafts.hosted(caller.team(), host, SiteState.DRAFT);
        if (!site.slug().equals(slug)) {
            throw new ProblemException(Problem.ofField("slug", "slug-taken", Map.of("slug", slug.value())));
        }
        return site;
    }

    private static Optional<UUID> id(String typed) {
        try {
            return typed.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(typed));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private List<FieldProblem> faults(Wanted wanted, Choice choice, TeamId team) {
        var wrong = new ArrayList<FieldProblem>();
        if (!Slug.isSlug(wanted.slug())) {
            wrong.add(new FieldProblem("slug", "not-a-slug", Map.of()));
        } else if (new Slug(wanted.slug()).isReserved()) {
            wrong.add(new FieldProblem("slug", "slug-reserved", Map.of("slug", wanted.slug())));
        }
        AdministratorPassword.fault(wanted.adminPassword()).ifPresent(wrong::add);
        wrong.addAll(wanted.user().faults());
        if (!wanted.group().isEmpty() && (choice.group() == null || !places.serves(choice.group(), team))) {
            wrong.add(new FieldProblem("group", "unknown-group", Map.of()));
        }
        return wrong;
    }
}
