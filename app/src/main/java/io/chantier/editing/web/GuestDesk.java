package io.chantier.editing.web;

import io.chantier.editing.Guests;
import io.chantier.editing.Guests.Writer;
import io.chantier.editing.web.EditView.Desk;
import io.chantier.identity.CallerAddress;
import io.chantier.values.Secret;
import io.chantier.web.Guest;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Lets those to the forms who have a link for that; everybody else gets one and the same page. */
@Component
class GuestDesk {

    private final ObjectProvider<Guests> guests;
    private final CallerAddress addresses;

    GuestDesk(ObjectProvider<Guests> guests, CallerAddress addresses) {
        this.guests = guests;
        this.addresses = addresses;
    }

    Writer enter(String token, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
        Guest.enterUnknown(request);
        var writer = guests.stream()
                .flatMap(door -> door.find(new Secret(token), addresses.of(request)).stream())
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.of("review-over", 404)));
        new Guest(writer.caller().name(), writer.language(), true).enter(request);
        if (!EditPages.isEditable(writer.site())) throw new ProblemException(Problem.of("nothing-to-edit", 409));
        return writer;
    }

    static Desk of(String token, Writer writer) {
        return new Desk("/review/" + token + "/edit", writer.arranges());
    }

    static String back(String token, String on, String card) {
        return "redirect:/review/" + token + "/edit?done=saved&on=" + URLEncoder.encode(on, StandardCharsets.UTF_8)
                + EditPages.opened(card);
    }
}
