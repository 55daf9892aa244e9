package io.chantier.benches.apps.web;

import io.chantier.benches.apps.App;
import io.chantier.benches.apps.AppDesk;
import io.chantier.benches.apps.AppForm;
import io.chantier.benches.apps.Marketplace;
import io.chantier.benches.apps.Marketplace.SiteApps;
import io.chantier.identity.Caller;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The apps that teams can choose from; the operator sees and changes them all. */
@RestController
@RequestMapping("/api/apps")
class AppApi {

    private final AppDesk desk;
    private final Marketplace marketplace;
    private final SitePages sites;

    AppApi(AppDesk desk, Marketplace marketplace, SitePages sites) {
        this.desk = desk;
        this.marketplace = marketplace;
        this.sites = sites;
    }

    /** What is left out stays as it is, or is empty; the name of an app that is there stays. */
    record Body(
            @Nullable String name,
            @Nullable String title,
            AppView.@Nullable Description description,
            @Nullable String repository,
            @Nullable String publisher) {

        AppForm over(AppForm old) {
            var said = description == null ? new AppView.Description(old.french(), old.english()) : description;
            return new AppForm(
                    Objects.requireNonNullElse(name, old.name()),
                    Objects.requireNonNullElse(title, old.title()),
                    Objects.requireNonNullElse(said.fr(), ""),
                    Objects.requireNonNullElse(said.en(), ""),
                    Objects.requireNonNullElse(repository, old.repository()),
                    Objects.requireNonNullElse(publisher, old.publisher()));
        }
    }

    /**
     * Apps with a published release, by title.
     *
     * @param q words that their names or descriptions hold
     * @param site the slug of a site of the team: each app says whether that site can have it
     * @param all for the operator: apps and releases that are not published, too
     */
    @GetMapping
    List<AppView> list(
            Caller caller,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String site,
            @RequestParam(defaultValue = "false") boolean all) {
        if (all && !caller.operator()) throw new ProblemException(Problem.of("forbidden", 403));
        if (all) {
            var releases = desk.releases();
            return desk.apps().stream()
                    .map(app -> AppView.of(app, releases.getOrDefault(app.name(), List.of()), null))
                    .toList();
        }
        var there = site.isEmpty() ? null : appsOf(caller, site);
        return marketplace.offers(q).stream()
                .map(offer -> AppView.of(offer.app(), offer.releases(), there == null ? null : there.fitting(offer)))
                .toList();
    }

    @PostMapping
    ResponseEntity<AppView> add(Caller caller, @RequestBody Body body) {
        var app = desk.add(body.over(AppForm.EMPTY), caller);
        return ResponseEntity.created(URI.create("/api/apps/" + app.name())).body(AppView.of(app, List.of(), null));
    }

    /** With its published releases; for the operator with all. */
    @GetMapping("/{name}")
    AppView show(Caller caller, @PathVariable String name) {
        var app = find(name);
        var releases = desk.releases(app).stream()
                .filter(release -> caller.operator() || release.isPublished())
                .toList();
        if (releases.isEmpty() && !caller.operator()) throw new ProblemException(Problem.of("not-found", 404));
        return AppView.of(app, releases, null);
    }

    @PutMapping("/{name}")
    AppView change(Caller caller, @PathVariable String name, @RequestBody Body body) {
        var app = find(name);
        var changed = desk.change(app, body.over(AppForm.of(app)), caller);
        return AppView.of(changed, desk.releases(changed), null);
    }

    /** Only where no release group has or had it. */
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String name) {
        desk.remove(find(name), caller);
    }

    private App find(String name) {
        return desk.find(name).orElseThrow(() -> new ProblemException(Problem.of("not-found", 404)));
    }

    private SiteApps appsOf(Caller caller, String slug) {
        var site = sites.find(caller, slug);
        return marketplace
                .appsOf(site.team(), site.id())
                .orElseThrow(
                        () -> new ProblemException(Problem.of("site-on-no-bench", 409, Map.of("site", site.name()))));
    }
}
