package io.chantier.approval.web;

import io.chantier.approval.ReviewDoor;
import io.chantier.approval.ReviewDoor.Door;
import io.chantier.identity.CallerAddress;
import io.chantier.values.Secret;
import io.chantier.web.Guest;
import io.chantier.web.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Lets those in who have a link; everybody else gets one and the same page. */
@Component
class ReviewGuests {

    private final ReviewDoor door;
    private final CallerAddress addresses;

    ReviewGuests(ReviewDoor door, CallerAddress addresses) {
        this.door = door;
        this.addresses = addresses;
    }

    /** What a request came with, and where its answer is written. */
    record Visit(String token, HttpServletRequest request, HttpServletResponse response, Model page) {

        String door() {
            return "/review/" + token;
        }

        /** Back to the first page, which says what was done. */
        String done(String what, String at) {
            return "redirect:" + door() + "?done=" + what + at;
        }
    }

    /** A page for somebody who has a link. */
    @FunctionalInterface
    interface Inside {
        String show(Door.Open open);
    }

    String enter(Visit visit, Inside inside) {
        keepToThemselves(visit.response());
        return switch (door.look(new Secret(visit.token()), addressOf(visit))) {
            case Door.Open open -> {
                var person = open.review().person();
                new Guest(person.name(), person.locale(), false).enter(visit.request());
                yield inside.show(open);
            }
            case Door.Closed() -> refused(visit, Problem.of("review-over", 404));
            case Door.TooMany(var problem) -> refused(visit, problem);
        };
    }

    String addressOf(Visit visit) {
        return addresses.of(visit.request());
    }

    /** The address is a secret: no other site, no search engine and no cache learns it. */
    static void keepToThemselves(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
        response.setHeader("Cache-Control", "no-store");
    }

    private static String refused(Visit visit, Problem problem) {
        Guest.enterUnknown(visit.request());
        visit.response().setStatus(problem.status());
        visit.page().addAttribute("problem", problem);
        return "approval/over";
    }
}
