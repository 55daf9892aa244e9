package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchPlaces;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchCopies;
import io.chantier.lifecycle.FirstUserTyped;
import io.chantier.lifecycle.NewBenchSites;
import io.chantier.values.Secret;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** New sites on benches. */
@RestController
@RequestMapping("/api/bench-sites")
class NewBenchSiteApi {

    private final NewBenchSites sites;
    private final BenchCopies copies;

    NewBenchSiteApi(NewBenchSites sites, BenchCopies copies) {
        this.sites = sites;
        this.copies = copies;
    }

    /**
     * What the site is to be.
     *
     * @param slug the first part of its public name
     * @param group the id of a release group of which its bench is to be; left out for any
     * @param apps beside the framework
     * @param adminPassword of its own administrator; it goes in and never comes out
     * @param user who may administer it besides; left out for nobody
     * @param from the backup of another site of the team whose data and apps it gets
     */
    record Body(
            @Nullable String slug,
            @Nullable String group,
            @Nullable List<String> apps,
            @Nullable String adminPassword,
            @Nullable User user,
            @Nullable From from) {

        NewBenchSites.Wanted wanted() {
            return new NewBenchSites.Wanted(
                    Objects.requireNonNullElse(slug, ""),
                    Objects.requireNonNullElse(group, ""),
                    Objects.requireNonNullElse(apps, List.of()),
                    new Secret(Objects.requireNonNullElse(adminPassword, "")),
                    user == null ? FirstUserTyped.NOBODY : user.typed());
        }
    }

    /** @param password goes in and never comes out, too */
    record User(
            @Nullable String email,
            @Nullable String firstName,
            @Nullable String lastName,
            @Nullable String password) {

        FirstUserTyped typed() {
            return new FirstUserTyped(
                    Objects.requireNonNullElse(email, ""),
                    Objects.requireNonNullElse(firstName, ""),
                    Objects.requireNonNullElse(lastName, ""),
                    new Secret(Objects.requireNonNullElse(password, "")));
        }
    }

    /** @param site the slug of the site that the backup is of */
    record From(@Nullable String site, @Nullable String backup) {

        BenchCopies.From named() {
            return new BenchCopies.From(Objects.requireNonNullElse(site, ""), Objects.requireNonNullElse(backup, ""));
        }
    }

    /** @param job to be watched at {@code /api/jobs/{id}} */
    record Accepted(String slug, String job) {}

    /**
     * @param possible whether a bench takes new sites now
     * @param groups in which a site can be ordered, each with the apps of its benches
     */
    record Choice(boolean possible, SortedSet<String> apps, List<BenchPlaces.Group> groups) {}

    @GetMapping("/choice")
    Choice choice(Caller caller) {
        var team = caller.team();
        return new Choice(sites.isPossible(team), sites.apps(team), sites.groups(team));
    }

    @PostMapping
    ResponseEntity<Accepted> make(Caller caller, @RequestBody Body body) {
        var from = body.from();
        return answer(
                from == null
                        ? sites.begin(body.wanted(), caller)
                        : copies.fromBackup(body.wanted(), from.named(), caller));
    }

    static ResponseEntity<Accepted> answer(NewBenchSites.Begun begun) {
        return ResponseEntity.accepted()
                .location(URI.create("/api/jobs/" + begun.job()))
                .body(new Accepted(begun.site().slug().value(), begun.job().toString()));
    }
}
