package io.chantier.identity.web;

import io.chantier.identity.Acceptance;
import io.chantier.identity.Acceptance.Door;
import io.chantier.identity.Acceptance.Outcome;
import io.chantier.identity.CallerAddress;
import io.chantier.identity.Invitation;
import io.chantier.identity.Sessions;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.Words;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the link of an invitation leads: name, password, and in. */
@Controller
class InvitationPage {

    private final Acceptance acceptance;
    private final Sessions sessions;
    private final CallerAddress addresses;

    InvitationPage(Acceptance acceptance, Sessions sessions, CallerAddress addresses) {
        this.acceptance = acceptance;
        this.sessions = sessions;
        this.addresses = addresses;
    }

    /** Uses nothing up, so that a program that looks into every link does not. */
    @GetMapping("/invitation")
    String show(
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        return door(acceptance.look(new Secret(token), addresses.of(request)), token, response, page);
    }

    @PostMapping("/invitation")
    String accept(
            @RequestParam(defaultValue = "") String token,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            Locale language,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var answer = new Acceptance.Answer(name, new Secret(password), Words.nearest(language));
        return switch (acceptance.accept(new Secret(token), answer, addresses.of(request))) {
            case Outcome.Joined(var account) -> {
                sessions.open(account, request, response);
                yield "redirect:/";
            }
            case Outcome.Wrong(var invitation, var problem) -> {
                response.setStatus(problem.status());
                yield form(invitation, token, name, problem, response, page);
            }
            case Outcome.Turned(var door) -> door(door, token, response, page);
        };
    }

    private static String door(Door door, String token, HttpServletResponse response, Model page) {
        return switch (door) {
            case Door.Open(var invitation) -> form(invitation, token, "", null, response, page);
            case Door.Closed() -> refused(Problem.of("invitation-over", 404), response, page);
            case Door.TooMany(var problem) -> refused(problem, response, page);
        };
    }

    private static String form(
            Invitation invitation,
            String token,
            String name,
            @Nullable Problem problem,
            HttpServletResponse response,
            Model page) {
        response.setHeader("Referrer-Policy", "no-referrer");
        page.addAttribute("view", new InvitationView(invitation, token, name, problem));
        return "identity/invitation";
    }

    private static String refused(Problem problem, HttpServletResponse response, Model page) {
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setStatus(problem.status());
        page.addAttribute("problem", problem);
        return "identity/invitation-over";
    }
}
