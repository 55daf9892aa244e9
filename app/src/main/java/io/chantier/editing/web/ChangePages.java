package io.chantier.editing.web;

import io.chantier.editing.Change;
import io.chantier.editing.Changes;
import io.chantier.editing.Changes.Applied;
import io.chantier.editing.Wrong;
import io.chantier.identity.Caller;
import io.chantier.metering.Amounts;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** People ask for a change in plain words, look at what is proposed, and say yes or no. */
@Controller
@RequestMapping("/sites/{slug}/changes")
class ChangePages {

    private final SitePages pages;
    private final Changes changes;
    private final Amounts amounts;
    private final CraftScreens crafts;

    ChangePages(SitePages pages, Changes changes, Amounts amounts, CraftScreens crafts) {
        this.pages = pages;
        this.changes = changes;
        this.amounts = amounts;
        this.crafts = crafts;
    }

    @GetMapping
    String list(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        return list(pages.find(caller, slug), "", null, request, page);
    }

    @PostMapping
    String ask(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var site = pages.find(caller, slug);
        try {
            return redirect(slug, changes.ask(site, text, caller));
        } catch (ProblemException refused) {
            response.setStatus(refused.problem().status());
            return list(site, text, refused.problem(), request, page);
        }
    }

    @GetMapping("/{id}")
    String show(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            HttpServletRequest request,
            Locale locale,
            Model page) {
        var site = pages.find(caller, slug);
        return show(site, changes.find(site, id), List.of(), request, locale, page);
    }

    @PostMapping("/{id}/apply")
    String apply(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        return switch (changes.apply(site, id, caller)) {
            case Applied.Done(var change) -> {
                next.addFlashAttribute(Frames.DONE, "page.change.applied");
                yield redirect(slug, change);
            }
            case Applied.Conflicting(var wrong) -> {
                response.setStatus(409);
                yield show(site, changes.find(site, id), wrong, request, locale, page);
            }
        };
    }

    @PostMapping("/{id}/discard")
    String discard(Caller caller, @PathVariable String slug, @PathVariable UUID id, RedirectAttributes next) {
        changes.discard(pages.find(caller, slug), id, caller);
        next.addFlashAttribute(Frames.DONE, "page.change.discarded");
        return "redirect:/sites/" + slug + "/changes";
    }

    private static String redirect(String slug, Change change) {
        return "redirect:/sites/" + slug + "/changes/" + change.id();
    }

    private String list(Site site, String typed, @Nullable Problem problem, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("view", new ChangeView.All(site.slug().value(), changes.of(site), typed, problem));
        return "editing/changes";
    }

    private String show(
            Site site, Change change, List<Wrong> wrong, HttpServletRequest request, Locale locale, Model page) {
        page.addAttribute("page", pages.of(site, request));
        var differences = changes.differences(site, change);
        page.addAttribute("view", new ChangeView(site.slug().value(), change, differences, amounts.in(locale), wrong));
        crafts.of(site, change, locale, null).ifPresent(craft -> page.addAttribute("craft", craft));
        return "editing/change";
    }

    /** With what is wrong with what an operator has just sent. */
    String show(Site site, UUID id, Problem problem, HttpServletRequest request, Locale locale, Model page) {
        var change = changes.find(site, id);
        var name = show(site, change, List.of(), request, locale, page);
        crafts.of(site, change, locale, problem).ifPresent(craft -> page.addAttribute("craft", craft));
        return name;
    }
}
