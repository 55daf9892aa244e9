package io.chantier.editing.web;

import io.chantier.editing.Crafts;
import io.chantier.identity.Caller;
import io.chantier.lifecycle.SitePreviews;
import io.chantier.sites.SitePages;
import io.chantier.web.Frames;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an operator does about a request that needs a component. */
@Controller
@RequestMapping("/sites/{slug}/changes/{id}/component")
class CraftPages {

    private final SitePages pages;
    private final Crafts crafts;
    private final ChangePages screens;
    private final SitePreviews previews;

    CraftPages(SitePages pages, Crafts crafts, ChangePages screens, SitePreviews previews) {
        this.pages = pages;
        this.crafts = crafts;
        this.screens = screens;
        this.previews = previews;
    }

    @PostMapping
    String begin(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String component) {
        crafts.begin(pages.find(caller, slug), id, component, caller);
        return redirect(slug, id);
    }

    @PostMapping("/accept")
    String accept(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String digest,
            RedirectAttributes next) {
        crafts.accept(pages.find(caller, slug), id, digest, caller);
        previews.show(pages.find(caller, slug));
        next.addFlashAttribute(Frames.DONE, "page.component.accepted");
        return redirect(slug, id);
    }

    @PostMapping("/decline")
    String decline(
            Caller caller,
            @PathVariable String slug,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        try {
            crafts.decline(site, id, reason, caller);
        } catch (ProblemException refused) {
            if (refused.problem().fields().isEmpty()) throw refused;
            response.setStatus(refused.problem().status());
            return screens.show(site, id, refused.problem(), request, locale, page);
        }
        next.addFlashAttribute(Frames.DONE, "page.component.declined");
        return redirect(slug, id);
    }

    private static String redirect(String slug, UUID id) {
        return "redirect:/sites/" + slug + "/changes/" + id;
    }
}
