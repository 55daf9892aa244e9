package io.chantier.reading.web;

import io.chantier.identity.Caller;
import io.chantier.reading.Source;
import io.chantier.reading.Sources;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteTab;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab of what was read; a person chooses between facts that contradict each other. */
@Controller
@RequestMapping("/sites/{slug}/source")
class SourcePages implements SiteTab {

    private static final Source NOTHING = new Source(
            "", "", List.of(), List.of(), new Source.Look("", Map.of(), List.of(), Map.of()), List.of(), List.of());

    private final SitePages pages;
    private final Sources sources;
    private final Corrections corrections;

    SourcePages(SitePages pages, Sources sources, Corrections corrections) {
        this.pages = pages;
        this.sources = sources;
        this.corrections = corrections;
    }

    @Override
    public String titleKey() {
        return "page.tab.source";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/source";
    }

    @Override
    public String icon() {
        return "book";
    }

    @Override
    public int order() {
        return 200;
    }

    @GetMapping
    String show(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var source = sources.find(caller.team(), site.id()).orElse(NOTHING);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("source", new SourceView(path(site), source));
        return "reading/facts";
    }

    @PostMapping("/facts/{id}/choice")
    String choose(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (sources.choose(caller.team(), site.id(), id).isEmpty()) throw unknown();
        next.addFlashAttribute(Frames.DONE, "page.source.wasChosen");
        return "redirect:" + path(site);
    }

    @PostMapping("/facts/{id}/rejection")
    String reject(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (sources.reject(caller.team(), site.id(), id).isEmpty()) throw unknown();
        next.addFlashAttribute(Frames.DONE, "page.source.wasRejected");
        return "redirect:" + path(site);
    }

    /** What is no such fact stays in its field, with the reason. */
    @PostMapping("/facts/{id}/correction")
    String correct(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String display,
            @RequestParam(defaultValue = "false") boolean pages,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = this.pages.find(caller, slug);
        var wrong = sources.facts(caller.team(), site.id()).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(SourcePages::unknown);
        try {
            var corrected = corrections.correct(site, wrong, display, pages, caller);
            next.addFlashAttribute(Frames.DONE, done(pages, corrected.onPages()));
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            page.addAttribute("mistake", new SourceView.Mistake(id, display, refused.problem()));
            return show(caller, slug, request, page);
        }
        return "redirect:" + path(site);
    }

    private static String done(boolean wanted, boolean onPages) {
        if (!wanted) return "page.source.wasCorrected";
        return onPages ? "page.source.wasCorrectedOnPages" : "page.source.wasCorrectedHere";
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of("not-found", 404));
    }
}
