package io.chantier.editing.web;

import io.chantier.editing.Edits;
import io.chantier.editing.Edits.Outcome;
import io.chantier.editing.web.EditView.Asked;
import io.chantier.identity.Caller;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePages;
import io.chantier.sites.SiteState;
import io.chantier.sites.SiteTab;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tab in which people write: forms on one side, the page as it becomes on the other. */
@Controller
@RequestMapping("/sites/{slug}")
class EditPages implements SiteTab {

    private final SitePages pages;
    private final Edits edits;
    private final EditScreens screens;
    private final ChosenPictures pictures;

    EditPages(SitePages pages, Edits edits, EditScreens screens, ChosenPictures pictures) {
        this.pages = pages;
        this.edits = edits;
        this.screens = screens;
        this.pictures = pictures;
    }

    @Override
    public String titleKey() {
        return "page.tab.edit";
    }

    @Override
    public String path(Site site) {
        return "/sites/" + site.slug() + "/edit";
    }

    @Override
    public String icon() {
        return "edit";
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public boolean isFor(Site site) {
        return isEditable(site);
    }

    static boolean isEditable(Site site) {
        return site.kind() == SiteKind.SHOWCASE
                && site.status().revision() != null
                && site.state() != SiteState.ARCHIVED;
    }

    @GetMapping("/edit")
    String show(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "/") String on,
            @RequestParam(defaultValue = "") String card,
            @RequestParam(defaultValue = "") String add,
            HttpServletRequest request,
            Model page) {
        var site = editable(caller, slug);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("view", screens.of(site, edits.open(site), new Asked(on, card, add)));
        return "editing/edit";
    }

    @PostMapping("/edit")
    String save(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "/") String on,
            @RequestParam(defaultValue = "") String card,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        var site = editable(caller, slug);
        var submission = new Submission(request.getParameterMap());
        var typed = submission.typed();
        var chosen = pictures.of(site, edits.open(site), submission);
        return switch (edits.save(site, typed, chosen, caller)) {
            case Outcome.Done _ -> {
                next.addFlashAttribute(Frames.DONE, "page.edit.saved");
                yield redirect(slug, on) + opened(card);
            }
            case Outcome.Invalid(var draft, var newest, var wrong) -> {
                response.setStatus(422);
                page.addAttribute("page", pages.of(site, request));
                var refused = new EditView.Refused(wrong, submission.retyped());
                page.addAttribute("view", screens.of(site, draft, new Asked(on, card, submission.one("add")), refused));
                yield "editing/edit";
            }
            case Outcome.Conflicting(var newest, var conflicts) -> {
                response.setStatus(409);
                var now = editable(caller, slug);
                page.addAttribute("page", pages.of(now, request));
                page.addAttribute("view", screens.of(now, edits.open(now), new Asked(on, card, "")));
                page.addAttribute("rivals", EditView.Rival.of(conflicts));
                yield "editing/edit";
            }
            case Outcome.Nowhere refused -> throw Refusals.of(refused);
            case Outcome.Overtaken refused -> throw Refusals.of(refused);
            case Outcome.TooLarge refused -> throw Refusals.of(refused);
            case Outcome.Nothing refused -> throw Refusals.of(refused);
        };
    }

    static String redirect(String slug, String on) {
        return "redirect:/sites/" + slug + "/edit?on=" + URLEncoder.encode(on, StandardCharsets.UTF_8);
    }

    static String opened(String card) {
        return card.matches("[a-z0-9-]{1,40}") ? "&card=" + card + "#" + card : "";
    }

    private Site editable(Caller caller, String slug) {
        var site = pages.find(caller, slug);
        if (!isFor(site)) throw new ProblemException(Problem.of("nothing-to-edit", 409));
        return site;
    }
}
