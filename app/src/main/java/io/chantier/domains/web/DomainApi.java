package io.chantier.domains.web;

import io.chantier.domains.DomainDesk;
import io.chantier.domains.DomainDesk.Wanted;
import io.chantier.domains.Finding;
import io.chantier.domains.ProofChecks;
import io.chantier.domains.SiteDomain;
import io.chantier.domains.SiteDomains;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Names of the customer's own for a site. */
@RestController
@RequestMapping("/api/sites/{slug}/domains")
class DomainApi {

    private final SitePages pages;
    private final SiteDomains domains;
    private final DomainDesk desk;
    private final ProofChecks checks;
    private final DomainViews views;

    DomainApi(SitePages pages, SiteDomains domains, DomainDesk desk, ProofChecks checks, DomainViews views) {
        this.pages = pages;
        this.domains = domains;
        this.desk = desk;
        this.checks = checks;
        this.views = views;
    }

    /**
     * A name to add.
     *
     * @param withCounterpart whether the same with or without {@code www.} is added too; so it is when left out
     * @param primary whether it becomes the site's main address; the first name does in any case
     */
    record Body(
            @Nullable String name,
            @Nullable Boolean withCounterpart,
            @Nullable Boolean primary) {}

    /** @param finding what DNS says of the proof at this moment */
    record Checked(Finding finding, DomainView domain) {}

    /** @param leads whether the name that the installation gives leads to the main address once that works */
    record Platform(String name, boolean leads) {}

    /** The main one first, then in the order in which they were added. */
    @GetMapping
    List<DomainView> list(Caller caller, @PathVariable String slug) {
        return views.of(pages.find(caller, slug));
    }

    @PostMapping
    ResponseEntity<DomainView> add(Caller caller, @PathVariable String slug, @RequestBody Body body) {
        var site = pages.find(caller, slug);
        var added = desk.add(
                caller,
                site,
                new Wanted(
                        body.name() == null ? "" : body.name(),
                        !Boolean.FALSE.equals(body.withCounterpart()),
                        Boolean.TRUE.equals(body.primary())));
        return ResponseEntity.created(URI.create("/api/sites/" + slug + "/domains/" + added.id()))
                .body(views.of(site, added.id()));
    }

    @GetMapping("/{id}")
    DomainView show(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        var site = pages.find(caller, slug);
        return views.of(site, find(domains, site, id).id());
    }

    /** Gives the name back. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        var site = pages.find(caller, slug);
        desk.remove(caller, site, find(domains, site, id));
    }

    @PutMapping("/{id}/primary")
    DomainView makePrimary(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        var site = pages.find(caller, slug);
        desk.makePrimary(caller, site, find(domains, site, id));
        return views.of(site, id);
    }

    /** Asks DNS for the proof now, unless that was done a moment ago, and has the certificate looked at soon. */
    @PostMapping("/{id}/check")
    Checked check(Caller caller, @PathVariable String slug, @PathVariable UUID id) {
        var site = pages.find(caller, slug);
        var finding = checks.check(find(domains, site, id));
        views.lookSoon(site, id);
        return new Checked(finding, views.of(site, id));
    }

    @GetMapping("/platform")
    Platform platform(Caller caller, @PathVariable String slug) {
        var site = pages.find(caller, slug);
        return new Platform(views.platformName(site), desk.platformLeads(site));
    }

    @PutMapping("/platform")
    Platform choosePlatform(Caller caller, @PathVariable String slug, @RequestBody PlatformBody body) {
        var site = pages.find(caller, slug);
        if (body.leads() == null) throw new ProblemException(Problem.ofField("leads", "required", Map.of()));
        desk.choosePlatformLeads(caller, site, body.leads());
        return platform(caller, slug);
    }

    /** @param leads see {@link Platform} */
    record PlatformBody(@Nullable Boolean leads) {}

    static SiteDomain find(SiteDomains domains, Site site, UUID id) {
        return domains.find(site.team(), id)
                .filter(domain -> domain.site().id().equals(site.id()))
                .orElseThrow(() -> new ProblemException(Problem.of("domain-unknown", 404)));
    }
}
