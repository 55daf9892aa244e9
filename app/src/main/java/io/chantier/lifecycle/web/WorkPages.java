package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.Archive;
import io.chantier.lifecycle.HandTexts;
import io.chantier.lifecycle.SiteJobs;
import io.chantier.lifecycle.SiteJobs.Ordered;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the buttons on a site's page do. */
@Controller
@RequestMapping("/sites/{slug}")
class WorkPages {

    private final SitePages pages;
    private final SiteJobs work;
    private final Archive archive;

    WorkPages(SitePages pages, SiteJobs work, Archive archive) {
        this.pages = pages;
        this.work = work;
        this.archive = archive;
    }

    /**
     * Nobody's words are replaced unasked.
     *
     * @param texts what to do with what people wrote by hand; null where nobody was asked yet
     */
    @PostMapping("/generate")
    String generate(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(required = false) @Nullable HandTexts texts,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (texts == null && work.placesByHand(site) > 0) return "redirect:/sites/" + slug + "/generate";
        return ordered(work.generate(site, texts == null ? HandTexts.KEEP : texts, caller), slug, next);
    }

    @GetMapping("/generate")
    String askBeforeGenerating(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("places", work.placesByHand(site));
        return "lifecycle/anew";
    }

    @PostMapping("/deploy")
    String deploy(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        return ordered(work.deploy(pages.find(caller, slug), caller), slug, next);
    }

    @PostMapping("/archive")
    String archive(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        demand(archive.archive(site, caller), site);
        next.addFlashAttribute(Frames.DONE, "page.archived");
        return "redirect:/sites/" + slug;
    }

    /** The end of the archiving. */
    @PostMapping("/archive/end")
    String bringBack(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        demand(archive.bringBack(site, caller), site);
        next.addFlashAttribute(Frames.DONE, "page.broughtBack");
        return "redirect:/sites/" + slug;
    }

    @GetMapping("/removal")
    String askBeforeRemoval(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(pages.find(caller, slug), request));
        return "lifecycle/removal";
    }

    /** Nobody deletes by accident: the site's name is typed again. */
    @PostMapping("/removal")
    String remove(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        if (!name.strip().equals(site.name().strip())) {
            response.setStatus(422);
            page.addAttribute("page", pages.of(site, request));
            page.addAttribute("problem", Problem.ofField("name", "not-the-name", Map.of("name", site.name())));
            return "lifecycle/removal";
        }
        WorkApi.demand(archive.delete(site, caller));
        next.addFlashAttribute(Frames.DONE, "page.removal.done");
        return "redirect:/sites";
    }

    static String ordered(Ordered ordered, String slug, RedirectAttributes next) {
        switch (ordered) {
            case Ordered.Begun _ -> next.addFlashAttribute(Frames.DONE, "page.job.startedFlash");
            case Ordered.Busy _ -> next.addFlashAttribute(Frames.DONE, "page.job.runsAlready");
            case Ordered.NotNow(var state) ->
                throw new ProblemException(Problem.of("site-state", 409, Map.of("state", state.name())));
            case Ordered.NotApproved() -> throw new ProblemException(Problem.of("approval-missing", 409));
        }
        return "redirect:/sites/" + slug;
    }

    private static void demand(boolean done, Site site) {
        if (!done)
            throw new ProblemException(
                    Problem.of("site-state", 409, Map.of("state", site.state().name())));
    }
}
