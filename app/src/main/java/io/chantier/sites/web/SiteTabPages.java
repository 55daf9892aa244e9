package io.chantier.sites.web;

import io.chantier.identity.Audit;
import io.chantier.identity.Audit.AuditEvent;
import io.chantier.identity.Caller;
import io.chantier.sites.Drafts;
import io.chantier.sites.SitePages;
import io.chantier.sites.Sites;
import io.chantier.web.Frames;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A site's own tabs: what stands on it at a glance, its details and its history. */
@Controller
@RequestMapping("/sites/{slug}")
class SiteTabPages {

    private final SitePages pages;
    private final Sites sites;
    private final Drafts drafts;
    private final Audit audit;

    SiteTabPages(SitePages pages, Sites sites, Drafts drafts, Audit audit) {
        this.pages = pages;
        this.sites = sites;
        this.drafts = drafts;
        this.audit = audit;
    }

    /** Whether further languages can be asked for. */
    @ModelAttribute("translates")
    boolean translates() {
        return drafts.canTranslate();
    }

    @GetMapping
    String overview(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        page.addAttribute("page", pages.withPanels(pages.find(caller, slug), request));
        return "sites/site";
    }

    @GetMapping("/details")
    String details(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("form", DetailsForm.of(site));
        return "sites/details";
    }

    @PostMapping("/details")
    String change(
            Caller caller,
            @PathVariable String slug,
            @RequestParam Map<String, String> typed,
            @RequestParam(required = false) @Nullable List<String> sections,
            @RequestParam(required = false) @Nullable List<String> languages,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var form = form(typed, sections == null ? List.of() : sections, languages == null ? List.of() : languages);
        var wrong = drafts.check(form.over(site.profile()), site.profile());
        if (!wrong.isEmpty()) {
            response.setStatus(422);
            page.addAttribute("page", pages.of(site, request));
            page.addAttribute("form", form);
            page.addAttribute("problem", Problem.ofFields(wrong));
            return "sites/details";
        }
        sites.change(caller.team(), site.id(), now -> now.with(Drafts.tidied(form.over(now.profile()))));
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return "redirect:/sites/" + slug + "/details";
    }

    @GetMapping("/history")
    String history(Caller caller, @PathVariable String slug, HttpServletRequest request, Model page) {
        var site = pages.find(caller, slug);
        var events = audit.list(caller.team(), site.id().toString(), null, Page.LIMIT);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute(
                "events", events.items().stream().map(SiteTabPages::line).toList());
        return "sites/history";
    }

    private static DetailsForm form(Map<String, String> typed, List<String> sections, List<String> languages) {
        return new DetailsForm(
                typed.get("name"),
                typed.get("sourceUrl"),
                typed.get("language"),
                new DetailsForm.Design(
                        typed.get("look"),
                        typed.get("colours"),
                        typed.get("tone"),
                        new DetailsForm.Scope(typed.get("length"), sections, languages)),
                typed.get("description"),
                new DetailsForm.Contact(
                        typed.get("phones"),
                        typed.get("emails"),
                        typed.get("address"),
                        typed.get("hours"),
                        typed.get("social")));
    }

    private static HistoryLine line(AuditEvent event) {
        return new HistoryLine("audit." + event.action(), "", event.actorName(), event.at());
    }
}
