package io.chantier.approval.web;

import io.chantier.approval.Approvals;
import io.chantier.approval.ReviewDoor;
import io.chantier.approval.ReviewDoor.Door;
import io.chantier.approval.Reviews;
import io.chantier.approval.Right;
import io.chantier.approval.Tasks;
import io.chantier.approval.web.ReviewGuests.Visit;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a link leads: the site as it would be, what can be said of it, and the button that agrees. Opening it changes
 * nothing, so that a program that looks into every link of a letter does not either.
 */
@Controller
@RequestMapping("/review/{token}")
class ReviewPages {

    private static final int WHOLE_PAGE = 0;

    private final ReviewGuests guests;
    private final ReviewScreens screens;
    private final Reviews reviews;
    private final ReviewDoor door;
    private final Tasks tasks;
    private final Approvals approvals;

    ReviewPages(
            ReviewGuests guests,
            ReviewScreens screens,
            Reviews reviews,
            ReviewDoor door,
            Tasks tasks,
            Approvals approvals) {
        this.guests = guests;
        this.screens = screens;
        this.reviews = reviews;
        this.door = door;
        this.tasks = tasks;
        this.approvals = approvals;
    }

    @GetMapping
    String show(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model page) {
        var visit = new Visit(token, request, response, page);
        return guests.enter(visit, open -> {
            page.addAttribute("work", screens.work(open, request));
            page.addAttribute("view", screens.of(open));
            return "approval/review";
        });
    }

    @PostMapping("/comments")
    String comment(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String on,
            @RequestParam(required = false) Integer section,
            @RequestParam(defaultValue = "") String words,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var visit = new Visit(token, request, response, page);
        var part = section == null ? WHOLE_PAGE : section;
        return guests.enter(visit, open -> {
            try {
                tasks.comment(open.review(), open.site(), on, part, words);
                return visit.done("comment", "#said");
            } catch (ProblemException refused) {
                response.setStatus(refused.problem().status());
                page.addAttribute("work", screens.work(open, request));
                page.addAttribute("view", screens.refused(open, on, part, words, refused.problem()));
                return "approval/review";
            }
        });
    }

    /** The reader wants to see what the agency has done since. */
    @PostMapping("/newest")
    String newest(@PathVariable String token, HttpServletRequest request, HttpServletResponse response, Model page) {
        var visit = new Visit(token, request, response, page);
        return guests.enter(visit, open -> {
            reviews.showNewest(open.site(), open.review(), open.review().asCaller());
            screens.hear(open);
            return visit.done("newest", "");
        });
    }

    /** Agrees to exactly what the reader saw. */
    @PostMapping("/approval")
    String approve(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String digest,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var visit = new Visit(token, request, response, page);
        return guests.enter(visit, open -> approved(visit, open, digest));
    }

    /** What the reader wrote themselves is published, or handed to the agency where they may not agree. */
    @PostMapping("/sending")
    String send(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String revision,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var visit = new Visit(token, request, response, page);
        return guests.enter(visit, open -> {
            if (!open.review().may(Right.EDIT)) throw new ProblemException(Problem.of("review-right", 403));
            if (!revision.equals(open.site().status().revision())) return overtaken(visit, open);
            var review =
                    reviews.showNewest(open.site(), open.review(), open.review().asCaller());
            screens.hear(open);
            var shown = new Door.Open(review, open.site());
            if (review.may(Right.APPROVE))
                return approved(visit, shown, review.shown().release().value());
            tasks.sent(review, open.site());
            return visit.done("sent", "");
        });
    }

    @PostMapping("/language")
    String speak(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var visit = new Visit(token, request, response, page);
        return guests.enter(visit, open -> {
            if (Words.LANGUAGES.contains(Locale.of(language))) door.speak(open.review(), language);
            return "redirect:" + visit.door();
        });
    }

    private String approved(Visit visit, Door.Open open, String digest) {
        if (!screens.isStillSo(open)) return overtaken(visit, open);
        return switch (approvals.approve(open.review(), open.site(), digest, guests.addressOf(visit))) {
            case Approvals.Outcome.Done _ -> visit.done("approved", "");
            case Approvals.Outcome.Overtaken() -> overtaken(visit, open);
        };
    }

    private String overtaken(Visit visit, Door.Open open) {
        visit.response().setStatus(409);
        visit.page().addAttribute("view", screens.of(open));
        return "approval/overtaken";
    }
}
