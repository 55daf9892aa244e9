package io.chantier.editing.web;

import io.chantier.editing.Edits;
import io.chantier.editing.Edits.Outcome;
import io.chantier.editing.Restorations;
import io.chantier.editing.Wardrobe;
import io.chantier.identity.Caller;
import io.chantier.sites.Revisions;
import io.chantier.sites.SitePages;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Buttons beside the forms: another look, a text that is dealt with, an earlier revision. */
@Controller
@RequestMapping("/sites/{slug}")
class EditButtons {

    private final SitePages pages;
    private final Edits edits;
    private final Restorations restorations;
    private final Revisions revisions;
    private final Wardrobe wardrobe;

    EditButtons(SitePages pages, Edits edits, Restorations restorations, Revisions revisions, Wardrobe wardrobe) {
        this.pages = pages;
        this.edits = edits;
        this.restorations = restorations;
        this.revisions = revisions;
        this.wardrobe = wardrobe;
    }

    @PostMapping("/edit/look")
    String wear(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "") String look,
            @RequestParam(defaultValue = "") String primary,
            @RequestParam(defaultValue = "") String accent) {
        demand(Optional.of(wardrobe.wear(pages.find(caller, slug), look, List.of(primary, accent), caller)));
        return EditPages.redirect(slug, EditScreens.LOOK);
    }

    /** Somebody has dealt with a text that lost its place. */
    @PostMapping("/edit/displaced/removal")
    String dismiss(
            Caller caller,
            @PathVariable String slug,
            @RequestParam(defaultValue = "/") String on,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String text) {
        demand(Optional.of(edits.dismiss(pages.find(caller, slug), place, text, caller)));
        return EditPages.redirect(slug, on);
    }

    /** Makes an earlier revision the newest one again; what came after it stays in the list. */
    @PostMapping("/revisions/{id}/restoration")
    String restore(Caller caller, @PathVariable String slug, @PathVariable String id, RedirectAttributes next) {
        var site = pages.find(caller, slug);
        var target = revisions
                .find(site, id)
                .orElseThrow(() -> new ProblemException(Problem.of("revision-unknown", 404, Map.of("revision", id))));
        demand(Optional.of(restorations.restore(site, target, caller)));
        next.addFlashAttribute(Frames.DONE, "page.edit.restored");
        return EditPages.redirect(slug, "/");
    }

    /** A second press of a button that led nowhere any more is no mistake. */
    static void demand(Optional<Outcome> outcome) {
        outcome.filter(one -> !(one instanceof Outcome.Done)).ifPresent(refused -> {
            throw Refusals.of(refused);
        });
    }
}
