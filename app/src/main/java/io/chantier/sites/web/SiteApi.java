package io.chantier.sites.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Drafts;
import io.chantier.sites.NewSite;
import io.chantier.sites.Site;
import io.chantier.sites.SiteGoal;
import io.chantier.sites.SiteGoals;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteState;
import io.chantier.sites.Sites;
import io.chantier.sites.Wishes;
import io.chantier.values.Slug;
import io.chantier.web.Cursor;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The sites of the caller's team. */
@RestController
@RequestMapping("/api/sites")
class SiteApi {

    private final Sites sites;
    private final Drafts drafts;
    private final SiteGoals goals;
    private final SiteViews views;

    SiteApi(Sites sites, Drafts drafts, SiteGoals goals, SiteViews views) {
        this.sites = sites;
        this.drafts = drafts;
        this.goals = goals;
        this.views = views;
    }

    /**
     * What a site is made from; see {@link NewSite}.
     *
     * @param goal how far it is brought at once; a draft that waits where it is left out
     */
    record NewSiteBody(
            @Nullable String name,
            @Nullable String slug,
            @Nullable String sourceUrl,
            @Nullable String language,
            @Nullable Wishes wishes,
            @Nullable SiteGoal goal) {
        NewSite site() {
            return new NewSite(name, slug, sourceUrl, language, wishes);
        }
    }

    /** What can be changed of a site; what is left out stays as it is. */
    record ProfileBody(
            @Nullable String name,
            @Nullable String sourceUrl,
            @Nullable String language,
            @Nullable Wishes wishes) {}

    @GetMapping
    Page<SiteView> list(
            Caller caller,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable SiteState state,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            Locale locale) {
        var most = Page.limit(limit);
        var after = Cursor.read(cursor, 1);
        var last = after == null ? null : siteId(after.get(0));
        var found = sites.list(caller.team(), new Sites.Query(q.strip(), state, last, most + 1));
        return views.of(caller.team(), Page.of(found, most, site -> Cursor.at(site.id())), locale);
    }

    @PostMapping
    @Transactional
    ResponseEntity<SiteView> create(Caller caller, @RequestBody NewSiteBody body, Locale locale) {
        return switch (drafts.draft(caller.team(), body.site())) {
            case Drafts.Outcome.Drafted(var site) -> created(site, body.goal(), caller, locale);
            case Drafts.Outcome.Invalid(var fields) -> throw new ProblemException(Problem.ofFields(fields));
        };
    }

    @GetMapping("/{slug}")
    SiteView show(Caller caller, @PathVariable String slug, Locale locale) {
        return views.of(found(caller, slug), locale);
    }

    @PutMapping("/{slug}")
    SiteView change(Caller caller, @PathVariable String slug, @RequestBody ProfileBody body, Locale locale) {
        var site = found(caller, slug);
        var changed = changed(site.profile(), body);
        var problems = drafts.check(changed, site.profile());
        if (!problems.isEmpty()) throw new ProblemException(Problem.ofFields(problems));
        return views.of(
                sites.change(caller.team(), site.id(), now -> now.with(Drafts.tidied(changed(now.profile(), body)))),
                locale);
    }

    private ResponseEntity<SiteView> created(Site site, @Nullable SiteGoal goal, Caller caller, Locale locale) {
        var view = views.of(site, locale);
        var here = URI.create("/api/sites/" + site.slug());
        if (goal == null) return ResponseEntity.created(here).body(view);
        UUID job = goals.start(site, goal, caller);
        return ResponseEntity.created(here).body(view.withJob(job.toString()));
    }

    private Site found(Caller caller, String slug) {
        return Optional.of(slug)
                .filter(Slug::isSlug)
                .flatMap(s -> sites.find(caller.team(), new Slug(s)))
                .orElseThrow(() -> new ProblemException(Problem.of("site-unknown", 404, Map.of("slug", slug))));
    }

    private static Site.Profile changed(Site.Profile now, ProfileBody body) {
        return new Site.Profile(
                Optional.ofNullable(body.name()).orElse(now.name()),
                body.sourceUrl() == null ? now.sourceUrl() : body.sourceUrl(),
                body.language() == null ? now.language() : body.language(),
                Optional.ofNullable(body.wishes()).orElse(now.wishes()));
    }

    private static SiteId siteId(String text) {
        try {
            return SiteId.of(text);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(Problem.ofField("cursor", "malformed", Map.of()));
        }
    }
}
