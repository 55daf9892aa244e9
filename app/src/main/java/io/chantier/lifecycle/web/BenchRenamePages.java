package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchRenames;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Asks for the name of a site on its bench, and says what happens before it does. */
@Controller
@RequestMapping("/sites/{slug}/bench-name")
class BenchRenamePages {

    private final SitePages pages;
    private final BenchRenames renames;

    BenchRenamePages(SitePages pages, BenchRenames renames) {
        this.pages = pages;
        this.renames = renames;
    }

    @GetMapping
    String ask(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        return show(pages.find(caller, slug), null, null, request, page);
    }

    @PostMapping
    String rename(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String host,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            return WorkPages.ordered(renames.rename(site, host, caller), slug, next);
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            response.setStatus(wrong.problem().status());
            return show(site, host, wrong.problem(), request, page);
        }
    }

    private String show(
            Site site, @Nullable String typed, @Nullable Problem problem, HttpServletRequest request, Model page) {
        var choice = renames.choice(site);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("choice", choice);
        page.addAttribute("typed", typed == null ? choice.expected() : typed);
        if (problem != null) page.addAttribute("problem", problem);
        return "lifecycle/benchName";
    }
}
