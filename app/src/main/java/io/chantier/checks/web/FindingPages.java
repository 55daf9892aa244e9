package io.chantier.checks.web;

import io.chantier.checks.Findings;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The tab of what the gate found in the newest revision. */
@Controller
class FindingPages implements SiteTab {

    private final SitePages pages;
    private final Findings findings;

    FindingPages(SitePages pages, Findings findings) {
        this.pages = pages;
        this.findings = findings;
    }

    @Override
    public String titleKey() {
        return "page.tab.checks";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/checks";
    }

    @Override
    public String icon() {
        return "shield-check";
    }

    @Override
    public int order() {
        return 300;
    }

    @GetMapping("/sites/{slug}/checks")
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var revision = site.status().revision();
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute(
                "view", revision == null ? FindingsView.nothing() : FindingsView.of(findings.list(site, revision)));
        return "checks/findings";
    }
}
