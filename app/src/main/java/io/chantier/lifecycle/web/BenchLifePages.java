package io.chantier.lifecycle.web;

import io.chantier.identity.Caller;
import io.chantier.lifecycle.BenchLife;
import io.chantier.lifecycle.Urgency;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
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

/** Closing, opening and leaving sites on benches, and going in as their administrator. */
@Controller
@RequestMapping("/sites/{slug}")
class BenchLifePages {

    private final SitePages pages;
    private final BenchLife benches;

    BenchLifePages(SitePages pages, BenchLife benches) {
        this.pages = pages;
        this.benches = benches;
    }

    @PostMapping("/suspension")
    String suspend(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        return WorkPages.ordered(benches.suspend(pages.find(caller, slug), caller, Urgency.ONE), slug, next);
    }

    /** The end of the suspension. */
    @PostMapping("/suspension/end")
    String resume(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        return WorkPages.ordered(benches.resume(pages.find(caller, slug), caller, Urgency.ONE), slug, next);
    }

    @GetMapping("/farewell")
    String askBeforeFarewell(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        return farewell(onBench(caller, slug), null, request, page);
    }

    /** Nobody archives by accident: the site's name is typed again. */
    @PostMapping("/farewell")
    String archive(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "false") boolean withoutBackup,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = onBench(caller, slug);
        if (!name.strip().equals(site.name().strip())) {
            response.setStatus(422);
            var problem = Problem.ofField("name", "not-the-name", Map.of("name", site.name()));
            return farewell(site, problem, request, page);
        }
        var ordered = withoutBackup ? benches.archiveWithoutBackup(site, name, caller) : benches.archive(site, caller);
        return WorkPages.ordered(ordered, slug, next);
    }

    @PostMapping("/adoption/end")
    String letGo(Caller caller, @PathVariable String slug, RedirectAttributes next) {
        benches.letGo(pages.find(caller, slug), caller);
        next.addFlashAttribute(Frames.DONE, "page.farewell.letGoDone");
        return "redirect:/sites";
    }

    @GetMapping("/administrator")
    String askWhy(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        return door(onBench(caller, slug), null, request, page);
    }

    /** A link, and no redirect: browsers keep a form of ours from leading to another host. */
    @PostMapping("/administrator")
    String letIn(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var site = onBench(caller, slug);
        response.setHeader("Cache-Control", "no-store");
        try {
            page.addAttribute(
                    "door", benches.administrator(site, reason, caller).toString());
            return door(site, null, request, page);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return door(site, wrong.problem(), request, page);
        }
    }

    private String farewell(Site site, @Nullable Problem problem, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("adopted", benches.isAdopted(site));
        page.addAttribute("beyondBackup", benches.isBeyondBackup(site));
        if (problem != null) page.addAttribute("problem", problem);
        return "lifecycle/farewell";
    }

    private String door(Site site, @Nullable Problem problem, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        if (problem != null) page.addAttribute("problem", problem);
        return "lifecycle/administrator";
    }

    private Site onBench(Caller caller, String slug) {
        var site = pages.find(caller, slug);
        if (site.kind() != SiteKind.BENCH) throw new ProblemException(Problem.of("not-on-a-bench", 409));
        return site;
    }
}
