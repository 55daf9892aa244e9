package io.chantier.deployment.web;

import io.chantier.deployment.DeploymentLog;
import io.chantier.deployment.Deployments;
import io.chantier.deployment.KeptReleases;
import io.chantier.deployment.Retention.Stay;
import io.chantier.deployment.RollBack;
import io.chantier.deployment.dokploy.SitePlaces;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteState;
import io.chantier.sites.SiteTab;
import io.chantier.storage.ReleasePointers.Publication;
import io.chantier.web.Frames;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of releases: what the public saw, and the way back to it. */
@Controller
@RequestMapping("/sites/{slug}/releases")
class ReleasePages implements SiteTab {

    private static final int SHOWN = 50;

    private final SitePages pages;
    private final Deployments deployments;
    private final RollBack rollBack;
    private final KeptReleases kept;
    private final DeploymentLog log;
    private final SitePlaces places;

    ReleasePages(
            SitePages pages,
            Deployments deployments,
            RollBack rollBack,
            KeptReleases kept,
            DeploymentLog log,
            SitePlaces places) {
        this.pages = pages;
        this.deployments = deployments;
        this.rollBack = rollBack;
        this.kept = kept;
        this.log = log;
        this.places = places;
    }

    @Override
    public String titleKey() {
        return "page.tab.releases";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/releases";
    }

    @Override
    public String icon() {
        return "broadcast";
    }

    @Override
    public int order() {
        return 500;
    }

    @GetMapping
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var served = deployments.served(site);
        var history = deployments.history(site);
        var newest = history.stream().findFirst();
        var stays = kept.of(site);
        var versions = log.versions(site);
        var lines = history.stream()
                .limit(SHOWN)
                .map(one -> line(
                        one,
                        versions.get(one.release()),
                        newest.filter(one::equals).isPresent() && served.isPresent(),
                        stays.get(one.release())))
                .toList();
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute(
                "view",
                new ReleasesView(
                        path(site),
                        lines,
                        site.state() == SiteState.LIVE,
                        log.of(site).stream()
                                .map(entry -> new ReleasesView.Deployment(entry, "/sites/" + site.slug()))
                                .toList(),
                        places.choices(site),
                        places.following(site).orElse(null)));
        return "deployment/releases";
    }

    /** Serves an earlier release again; it is looked at from outside like any other. */
    @PostMapping("/{digest}/current")
    String rollBack(Caller caller, @PathVariable String slug, @PathVariable String digest, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var following = ReleaseApi.demand(rollBack.to(site, digest, caller));
        next.addFlashAttribute(
                Frames.DONE, following.isEmpty() ? "page.releases.rolledBack" : "page.releases.rollingBack");
        return "redirect:" + path(site);
    }

    /** Begins to move the site; the activity shows how it goes. */
    @PostMapping("/place")
    String move(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String to,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (places.move(site, to, caller).isPresent()) next.addFlashAttribute(Frames.DONE, "page.place.moving");
        return "redirect:" + path(site);
    }

    private static ReleasesView.Line line(
            Publication one, @Nullable Integer version, boolean current, @Nullable Stay stay) {
        return new ReleasesView.Line(
                one.release().value(),
                one.release().brief(),
                version,
                one.publishedAt(),
                one.confirmedAt() != null,
                current,
                stay);
    }
}
