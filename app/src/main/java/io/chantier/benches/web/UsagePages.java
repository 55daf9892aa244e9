package io.chantier.benches.web;

import io.chantier.benches.servers.Usages;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The tab that draws what a site on a bench takes up and what is asked of it. */
@Controller
class UsagePages implements SiteTab {

    private final SitePages pages;
    private final Usages usages;

    UsagePages(SitePages pages, Usages usages) {
        this.pages = pages;
        this.usages = usages;
    }

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.BENCH);
    }

    @Override
    public String titleKey() {
        return "page.tab.usage";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/usage";
    }

    @Override
    public String icon() {
        return "chart-bar";
    }

    @Override
    public int order() {
        return 450;
    }

    @GetMapping("/sites/{slug}/usage")
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        page.addAttribute("view", new UsageView(usages.of(site, UsageView.DAYS)));
        page.addAttribute("page", pages.of(site, request));
        return "benches/usage";
    }
}
