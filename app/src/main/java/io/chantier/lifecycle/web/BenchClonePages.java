package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchCopies;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.values.Secret;
import io.chantier.web.Frames;
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

/** The form for a staging copy of a site on a bench. */
@Controller
@RequestMapping("/sites/{slug}/clones")
class BenchClonePages {

    private final SitePages pages;
    private final BenchCopies copies;

    BenchClonePages(SitePages pages, BenchCopies copies) {
        this.pages = pages;
        this.copies = copies;
    }

    @GetMapping
    String ask(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return form(site, slug + "-staging", null, request, page);
    }

    @PostMapping
    String copy(
            Caller caller,
            @PathVariable("slug") String of,
            @RequestParam(defaultValue = "") String slug,
            @RequestParam(defaultValue = "") String adminPassword,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, of);
        try {
            var begun = copies.copy(site, slug.strip(), new Secret(adminPassword), caller);
            next.addFlashAttribute(Frames.DONE, "page.job.startedFlash");
            return "redirect:/sites/" + begun.site().slug();
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return form(site, slug, wrong.problem(), request, page);
        }
    }

    private String form(Site site, String slug, @Nullable Problem problem, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("slug", slug);
        if (problem != null) page.addAttribute("problem", problem);
        return "lifecycle/benchClone";
    }
}
