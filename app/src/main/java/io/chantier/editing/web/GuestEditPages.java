package io.chantier.editing.web;

import io.chantier.editing.Bounds;
import io.chantier.editing.Edits;
import io.chantier.editing.Edits.Outcome;
import io.chantier.editing.Guests.Writer;
import io.chantier.editing.Restorations;
import io.chantier.editing.web.EditView.Asked;
import io.chantier.editing.web.EditView.Refused;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The forms for somebody who has a link: the same as the team's, without what would break how the site is made. */
@Controller
@RequestMapping("/review/{token}/edit")
class GuestEditPages {

    private final GuestDesk desk;
    private final Edits edits;
    private final EditScreens screens;
    private final ChosenPictures pictures;
    private final Restorations restorations;
    private final GuestSite guestSite;

    GuestEditPages(
            GuestDesk desk,
            Edits edits,
            EditScreens screens,
            ChosenPictures pictures,
            Restorations restorations,
            GuestSite guestSite) {
        this.desk = desk;
        this.edits = edits;
        this.screens = screens;
        this.pictures = pictures;
        this.restorations = restorations;
        this.guestSite = guestSite;
    }

    @GetMapping
    String show(
            @PathVariable String token,
            @RequestParam(defaultValue = "/") String on,
            @RequestParam(defaultValue = "") String card,
            @RequestParam(defaultValue = "") String add,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var writer = desk.enter(token, request, response);
        return shown(token, writer, new Asked(on, card, add), page);
    }

    @PostMapping
    String save(
            @PathVariable String token,
            @RequestParam(defaultValue = "/") String on,
            @RequestParam(defaultValue = "") String card,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var writer = desk.enter(token, request, response);
        var site = writer.site();
        var submission = new Submission(request.getParameterMap());
        var typed = submission.typed();
        var draft = edits.open(site);
        if (!writer.arranges() && !Bounds.hold(typed, draft))
            throw new ProblemException(Problem.of("review-arrange", 403));
        return switch (edits.save(site, typed, pictures.of(site, draft, submission), writer.caller())) {
            case Outcome.Done _ -> GuestDesk.back(token, on, card);
            case Outcome.Invalid(var refused, var _, var wrong) -> {
                response.setStatus(422);
                var why = new Refused(wrong, submission.retyped());
                var asked = new Asked(on, card, submission.one("add"));
                var ways = restorations.ofOwn(site, writer.caller().name());
                page.addAttribute("site", site);
                page.addAttribute("view", screens.of(GuestDesk.of(token, writer), site, refused, asked, ways, why));
                yield "editing/guest";
            }
            case Outcome.Conflicting(var _, var conflicts) -> {
                response.setStatus(409);
                page.addAttribute("rivals", EditView.Rival.of(conflicts));
                yield shown(token, guestSite.fresh(writer), new Asked(on, card, ""), page);
            }
            case Outcome.Nowhere refused -> throw Refusals.of(refused);
            case Outcome.Overtaken refused -> throw Refusals.of(refused);
            case Outcome.TooLarge refused -> throw Refusals.of(refused);
            case Outcome.Nothing refused -> throw Refusals.of(refused);
        };
    }

    /** Takes back what they wrote themselves; what others wrote since they see first. */
    @PostMapping("/undo")
    String undo(
            @PathVariable String token,
            EditSteps.Seen seen,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var writer = desk.enter(token, request, response);
        var ways = restorations.ofOwn(writer.site(), writer.caller().name());
        if (ways.back().isEmpty()) return GuestDesk.back(token, on(seen), "");
        return stepped(
                token, writer, seen, restorations.undo(writer.site(), revision(seen), writer.caller()), response, page);
    }

    @PostMapping("/redo")
    String redo(
            @PathVariable String token,
            EditSteps.Seen seen,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var writer = desk.enter(token, request, response);
        var ways = restorations.ofOwn(writer.site(), writer.caller().name());
        if (ways.forward().isEmpty()) return GuestDesk.back(token, on(seen), "");
        return stepped(
                token, writer, seen, restorations.redo(writer.site(), revision(seen), writer.caller()), response, page);
    }

    private String stepped(
            String token,
            Writer writer,
            EditSteps.Seen seen,
            Optional<Outcome> outcome,
            HttpServletResponse response,
            Model page) {
        if (!(outcome.orElse(null) instanceof Outcome.Overtaken)) {
            EditButtons.demand(outcome);
            return GuestDesk.back(token, on(seen), "");
        }
        response.setStatus(409);
        guestSite.newest(writer).ifPresent(revision -> page.addAttribute("overtaken", revision));
        return shown(token, guestSite.fresh(writer), new Asked(on(seen), "", ""), page);
    }

    private String shown(String token, Writer writer, Asked asked, Model page) {
        var site = writer.site();
        var ways = restorations.ofOwn(site, writer.caller().name());
        page.addAttribute("site", site);
        page.addAttribute(
                "view", screens.of(GuestDesk.of(token, writer), site, edits.open(site), asked, ways, Refused.NOTHING));
        return "editing/guest";
    }

    private static String on(EditSteps.Seen seen) {
        return seen.on() == null ? "/" : seen.on();
    }

    /** Whoever does not say what they saw has seen nothing. */
    private static String revision(EditSteps.Seen seen) {
        return seen.revision() == null ? "" : seen.revision();
    }
}
