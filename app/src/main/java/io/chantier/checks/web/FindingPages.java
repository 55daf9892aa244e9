package io.chantier.checks.web;

import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Frames;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of what the gate found in the newest revision. */
@Controller
class FindingPages implements SiteTab {

    private final SitePages pages;
    private final FoundThings found;

    FindingPages(SitePages pages, FoundThings found) {
        this.pages = pages;
        this.found = found;
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
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("view", view(site));
        page.addAttribute("scores", found.scores(site));
        return "checks/findings";
    }

    @PostMapping("/sites/{slug}/checks/{id}/waiver")
    String waive(
            Caller caller,
            @PathVariable String slug,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String reason,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        found.waive(site, id, reason, caller);
        next.addFlashAttribute(Frames.DONE, "page.checks.waived");
        return "redirect:" + path(site);
    }

    @PostMapping("/sites/{slug}/checks/{id}/waiver/end")
    String takeBack(Caller caller, @PathVariable String slug, @PathVariable String id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        found.takeBack(site, id, caller);
        next.addFlashAttribute(Frames.DONE, "page.checks.waiverEnded");
        return "redirect:" + path(site);
    }

    private FindingsView view(Site site) {
        if (site.status().revision() == null) return FindingsView.nothing(path(site));
        return FindingsView.of(path(site), found.of(site), found.waived(site), found.places(site));
    }
}
