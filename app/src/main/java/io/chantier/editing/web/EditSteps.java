package io.chantier.editing.web;

import io.chantier.editing.Edits;
import io.chantier.editing.Edits.Outcome;
import io.chantier.editing.Pointer;
import io.chantier.editing.Restorations;
import io.chantier.editing.web.EditView.Asked;
import io.chantier.identity.Caller;
import io.chantier.sites.Revision;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import io.chantier.sites.SitePages;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/** Back and forward. Nobody takes back what somebody else saved since they looked: they are told, and see it first. */
@Controller
@RequestMapping("/sites/{slug}/edit")
class EditSteps {

    private final SitePages pages;
    private final Edits edits;
    private final Restorations restorations;
    private final Revisions revisions;
    private final EditScreens screens;

    EditSteps(SitePages pages, Edits edits, Restorations restorations, Revisions revisions, EditScreens screens) {
        this.pages = pages;
        this.edits = edits;
        this.restorations = restorations;
        this.revisions = revisions;
        this.screens = screens;
    }

    /** What the person saw: the revision that is in the page's forms, and what of it they look at. */
    record Seen(@Nullable String revision, @Nullable String on) {}

    @PostMapping("/undo")
    String undo(
            Caller caller,
            @PathVariable String slug,
            Seen seen,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var outcome = restorations.undo(pages.find(caller, slug), seen.revision(), caller);
        return overtaken(outcome) ? anew(caller, slug, seen, request, response, page) : gone(outcome, slug, seen);
    }

    @PostMapping("/redo")
    String redo(
            Caller caller,
            @PathVariable String slug,
            Seen seen,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var outcome = restorations.redo(pages.find(caller, slug), seen.revision(), caller);
        return overtaken(outcome) ? anew(caller, slug, seen, request, response, page) : gone(outcome, slug, seen);
    }

    /** @param at which text, of those of which an author has written another version */
    record Wanted(@Nullable String at, Edits.@Nullable Choice choice) {}

    /** Keeps what a person wrote, or takes what an author writes now. */
    @PostMapping("/alternatives")
    String choose(
            Caller caller,
            @PathVariable String slug,
            Seen seen,
            Wanted wanted,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var site = pages.find(caller, slug);
        var at = Pointer.read(wanted.at() == null ? "" : wanted.at());
        if (at.isEmpty() || wanted.choice() == null)
            throw new ProblemException(Problem.ofField("at", "no-such-place", Map.of()));
        var outcome = Optional.of(edits.choose(site, at.get(), wanted.choice(), seen.revision(), caller));
        return overtaken(outcome) ? anew(caller, slug, seen, request, response, page) : gone(outcome, slug, seen);
    }

    private static boolean overtaken(Optional<Outcome> outcome) {
        return outcome.orElse(null) instanceof Outcome.Overtaken;
    }

    private static String gone(Optional<Outcome> outcome, String slug, Seen seen) {
        EditButtons.demand(outcome);
        return EditPages.redirect(slug, on(seen));
    }

    private String anew(
            Caller caller,
            String slug,
            Seen seen,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var site = pages.find(caller, slug);
        response.setStatus(409);
        page.addAttribute("page", pages.of(site, request));
        page.addAttribute("view", screens.of(site, edits.open(site), new Asked(on(seen), "", "")));
        newest(site).ifPresent(revision -> page.addAttribute("overtaken", revision));
        return "editing/edit";
    }

    private Optional<Revision> newest(Site site) {
        return revisions.list(site, 1).stream().findFirst();
    }

    private static String on(Seen seen) {
        return seen.on() == null ? "/" : seen.on();
    }
}
