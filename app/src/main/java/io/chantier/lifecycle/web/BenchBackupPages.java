package io.chantier.lifecycle.web;

import io.chantier.benches.hosting.BackupsDue;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchCare;
import io.chantier.lifecycle.Urgency;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Page;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
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

/** The tab of the backups of a site on a bench. */
@Controller
@RequestMapping("/sites/{slug}/backups")
class BenchBackupPages implements SiteTab {

    private final SitePages pages;
    private final BenchCare care;
    private final BackupsDue due;

    BenchBackupPages(SitePages pages, BenchCare care, BackupsDue due) {
        this.pages = pages;
        this.care = care;
        this.due = due;
    }

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.BENCH);
    }

    @Override
    public String titleKey() {
        return "page.tab.backups";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/backups";
    }

    @Override
    public String icon() {
        return "archive";
    }

    @Override
    public int order() {
        return 400;
    }

    @GetMapping
    String show(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable String cursor,
            HttpServletRequest request,
            Model page) {
        var site = pages.find(caller, slug);
        page.addAttribute("backups", care.backups(site, cursor, Page.limit(null)));
        page.addAttribute("routineHours", due.every().map(Duration::toHours).orElse(0L));
        page.addAttribute("page", pages.of(site, request));
        return "lifecycle/benchBackups";
    }

    @PostMapping
    String backUp(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        return WorkPages.ordered(care.backUp(pages.find(caller, slug), caller, Urgency.ONE), slug, next);
    }
}
