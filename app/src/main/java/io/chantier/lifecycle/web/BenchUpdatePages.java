package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BenchTargets.Target;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchSiteUpdates;
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
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of the updates of a site on a bench: where it is, where it can go, how its last updates ended. */
@Controller
@RequestMapping("/sites/{slug}/updates")
class BenchUpdatePages implements SiteTab {

    private final SitePages pages;
    private final BenchSiteUpdates updates;

    BenchUpdatePages(SitePages pages, BenchSiteUpdates updates) {
        this.pages = pages;
        this.updates = updates;
    }

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.BENCH);
    }

    @Override
    public String titleKey() {
        return "page.tab.updates";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/updates";
    }

    @Override
    public String icon() {
        return "git-compare";
    }

    @Override
    public int order() {
        return 500;
    }

    /** An agent that does not answer leaves the page standing, with the reason on it. */
    @GetMapping
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var home = updates.home(site);
        var last = updates.last(site).stream()
                .map(job -> JobPanel.of(site, job, List.of()))
                .toList();
        page.addAttribute("page", pages.of(site, request));
        try {
            page.addAttribute("updates", new BenchUpdateView(home, updates.targets(site), last));
        } catch (ProblemException wrong) {
            if (wrong.problem().status() != 502) throw wrong;
            page.addAttribute("updates", new BenchUpdateView(home, List.of(), last));
            page.addAttribute("problem", wrong.problem());
        }
        return "lifecycle/benchUpdates";
    }

    @GetMapping("/{bench}")
    String ask(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String bench,
            HttpServletRequest request,
            Model page) {
        var site = pages.find(caller, slug);
        return form(site, updates.target(site, BenchUpdateApi.bench(bench)), null, request, page);
    }

    /** Nobody does it by accident: the site's name is typed again. */
    @PostMapping("/{bench}")
    String update(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String bench,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var wanted = BenchUpdateApi.bench(bench);
        if (!name.strip().equals(site.name().strip())) {
            var target = updates.target(site, wanted);
            response.setStatus(422);
            var problem = Problem.ofField("name", "not-the-name", Map.of("name", site.name()));
            return form(site, target, problem, request, page);
        }
        return WorkPages.ordered(updates.update(site, wanted, caller), slug, next);
    }

    private String form(Site site, Target target, @Nullable Problem problem, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("home", updates.home(site));
        page.addAttribute("target", target);
        if (problem != null) page.addAttribute("problem", problem);
        return "lifecycle/benchUpdate";
    }
}
