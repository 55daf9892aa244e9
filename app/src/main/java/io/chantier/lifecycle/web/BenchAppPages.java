package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchCare;
import io.chantier.lifecycle.Urgency;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of a site's apps: what it has, what its bench has besides, and its upkeep. */
@Controller
@RequestMapping("/sites/{slug}")
class BenchAppPages implements SiteTab {

    private static final BenchCare.Apps UNKNOWN = new BenchCare.Apps(List.of(), new TreeSet<>());

    private final SitePages pages;
    private final BenchCare care;

    BenchAppPages(SitePages pages, BenchCare care) {
        this.pages = pages;
        this.care = care;
    }

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.BENCH);
    }

    @Override
    public String titleKey() {
        return "page.tab.apps";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/apps";
    }

    @Override
    public String icon() {
        return "apps";
    }

    @Override
    public int order() {
        return 300;
    }

    /** An agent that does not answer leaves the page standing, with the reason on it. */
    @GetMapping("/apps")
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        page.addAttribute("page", pages.of(site, request));
        try {
            page.addAttribute("apps", care.apps(site));
        } catch (ProblemException wrong) {
            if (wrong.problem().status() != 502) throw wrong;
            page.addAttribute("apps", UNKNOWN);
            page.addAttribute("problem", wrong.problem());
        }
        return "lifecycle/benchApps";
    }

    @PostMapping("/apps")
    String install(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String name,
            RedirectAttributes next) {
        return WorkPages.ordered(care.install(pages.find(caller, slug), name, caller), slug, next);
    }

    @GetMapping("/apps/{app}/removal")
    String askBeforeRemoval(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String app,
            HttpServletRequest request,
            Model page) {
        var site = pages.find(caller, slug);
        care.demandRemovable(site, app);
        return removal(site, app, null, request, page);
    }

    /** Nobody does it by accident: the app's name is typed again. */
    @PostMapping("/apps/{app}/removal")
    String uninstall(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String app,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (!name.strip().equals(app)) {
            care.demandRemovable(site, app);
            response.setStatus(422);
            return removal(site, app, Problem.ofField("name", "not-the-name", Map.of("name", app)), request, page);
        }
        return WorkPages.ordered(care.uninstall(site, app, caller), slug, next);
    }

    @PostMapping("/migration")
    String migrate(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        return WorkPages.ordered(care.migrate(pages.find(caller, slug), caller, Urgency.ONE), slug, next);
    }

    /** The end of what is in the cache. */
    @PostMapping("/cache/end")
    String clearCache(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        return WorkPages.ordered(care.clearCache(pages.find(caller, slug), caller), slug, next);
    }

    private String removal(Site site, String app, @Nullable Problem problem, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("app", app);
        if (problem != null) page.addAttribute("problem", problem);
        return "lifecycle/benchAppRemoval";
    }
}
