package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchPlaces.Group;
import io.chantier.benches.hosting.BenchPlaces.Room;
import io.chantier.identity.Caller;
import io.chantier.jobs.Failure;
import io.chantier.lifecycle.BenchCopies;
import io.chantier.lifecycle.FirstUserTyped;
import io.chantier.lifecycle.NewBenchSites;
import io.chantier.sites.NewSiteWay;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The way to a new site that lives on a bench. */
@Controller
public class NewBenchSitePage {

    static final String PATH = "/sites/new/bench";

    private final NewBenchSites sites;
    private final BenchCopies copies;
    private final ObjectProvider<NewSiteWay> ways;

    NewBenchSitePage(NewBenchSites sites, BenchCopies copies, ObjectProvider<NewSiteWay> ways) {
        this.sites = sites;
        this.copies = copies;
        this.ways = ways;
    }

    @Bean
    static NewSiteWay onABench() {
        return new NewSiteWay("page.new.onBench", PATH, 400);
    }

    /**
     * The form.
     *
     * @param possible whether a bench takes new sites now
     * @param room for a site in the chosen group, or anywhere
     * @param groups in which the site can be
     * @param full the chosen group where it takes no site now; else null
     * @param apps that can be chosen, in the chosen group or on any bench
     * @param source the backup that it is made from; null where it begins empty
     */
    public record View(
            boolean possible,
            Room room,
            List<Group> groups,
            @Nullable Group full,
            SortedSet<String> apps,
            BenchCopies.@Nullable Source source,
            Typed typed,
            @Nullable Problem problem,
            List<NewSiteWay> ways) {

        /** What was typed is kept, whatever became of the benches since. */
        public boolean isForm() {
            return possible || problem != null || !typed.slug().isEmpty();
        }

        /** What was wrong with the order as a whole; before there is one, why there can be none. */
        public @Nullable Failure trouble() {
            if (problem == null) return room instanceof Room.Closed(var why) ? why : null;
            return problem.fields().isEmpty() ? new Failure(problem.code(), problem.arguments()) : null;
        }

        public boolean hasGroups() {
            return full != null || !groups.isEmpty();
        }
    }

    /** @param group the id of the chosen group; empty for any */
    public record Typed(String slug, String group, List<String> apps, FirstUserTyped user) {

        static final Typed NOTHING = new Typed("", "", List.of(), FirstUserTyped.NOBODY);

        Typed in(String chosen) {
            return new Typed(slug, chosen, apps, user);
        }

        /** Whether something of the first user is there to be seen. */
        public boolean hasUser() {
            return !user.equals(FirstUserTyped.NOBODY);
        }
    }

    /** @param from the slug of a site, of which {@code backup} is one; left out for a site that begins empty */
    @GetMapping(PATH)
    String ask(
            Caller caller,
            @RequestParam(defaultValue = "") String group,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(defaultValue = "") String backup,
            Model page) {
        return form(caller, Typed.NOTHING.in(group), source(from, backup, caller), null, page);
    }

    private BenchCopies.@Nullable Source source(@Nullable String from, String backup, Caller caller) {
        if (from == null || from.isEmpty()) return null;
        try {
            return copies.source(new BenchCopies.From(from, backup), caller);
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            throw new ProblemException(Problem.of("backup-unknown", 404));
        }
    }

    /** @param look whether the form is only wanted with the apps of the chosen group */
    @PostMapping("/sites/bench")
    String make(
            Caller caller,
            @RequestParam(defaultValue = "") String slug,
            @RequestParam(defaultValue = "") String group,
            @RequestParam(required = false) @Nullable List<String> apps,
            @RequestParam(defaultValue = "") String adminPassword,
            @RequestParam Map<String, String> fields,
            @RequestParam(defaultValue = "false") boolean look,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(defaultValue = "") String backup,
            HttpServletResponse response,
            Model page) {
        var typed = new Typed(slug.strip(), group, apps == null ? List.of() : apps, user(fields));
        var source = source(from, backup, caller);
        if (look) return form(caller, typed, source, null, page);
        try {
            var wanted = new NewBenchSites.Wanted(
                    typed.slug(), group, typed.apps(), new Secret(adminPassword), typed.user());
            var begun = source == null || from == null
                    ? sites.begin(wanted, caller)
                    : copies.fromBackup(wanted, new BenchCopies.From(from, backup), caller);
            return "redirect:/sites/" + begun.site().slug();
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return form(caller, typed, source, wrong.problem(), page);
        }
    }

    private static FirstUserTyped user(Map<String, String> fields) {
        return new FirstUserTyped(
                fields.getOrDefault("user.email", ""),
                fields.getOrDefault("user.firstName", ""),
                fields.getOrDefault("user.lastName", ""),
                new Secret(fields.getOrDefault("user.password", "")));
    }

    private String form(
            Caller caller, Typed typed, BenchCopies.@Nullable Source source, @Nullable Problem problem, Model page) {
        var team = caller.team();
        var groups = sites.groups(team);
        var chosen = sites.group(typed.group(), team);
        var apps = chosen.map(Group::apps).orElseGet(() -> sites.apps(team));
        var full = chosen.filter(
                group -> groups.stream().noneMatch(open -> open.id().equals(group.id())));
        var room = sites.room(team, chosen);
        var shown =
                ways.stream().sorted(Comparator.comparingInt(NewSiteWay::order)).toList();
        page.addAttribute(
                "view",
                new View(sites.isPossible(team), room, groups, full.orElse(null), apps, source, typed, problem, shown));
        return "lifecycle/benchSite";
    }
}
