package io.chantier.identity.web;

import io.chantier.identity.CallerAddress;
import io.chantier.identity.Callers;
import io.chantier.identity.Sessions;
import io.chantier.identity.SignIn;
import io.chantier.identity.SignInLinks;
import io.chantier.values.Secret;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The door for people: login and password, or a link that works once. */
@Controller
class SignInPage {

    private final SignIn signIn;
    private final SignInLinks links;
    private final Sessions sessions;
    private final Callers callers;
    private final CallerAddress addresses;

    SignInPage(SignIn signIn, SignInLinks links, Sessions sessions, Callers callers, CallerAddress addresses) {
        this.signIn = signIn;
        this.links = links;
        this.sessions = sessions;
        this.callers = callers;
        this.addresses = addresses;
    }

    @GetMapping("/sign-in")
    String show(HttpServletRequest request, Model page) {
        if (callers.find(request).isPresent()) return "redirect:/";
        page.addAttribute("trouble", hasEnded(request) ? "sign-in.ended" : "");
        return "identity/sign-in";
    }

    /** It timed out or was ended elsewhere: the address says so, or the browser still names it. */
    private static boolean hasEnded(HttpServletRequest request) {
        if (request.getParameter("ended") != null) return true;
        return request.getRequestedSessionId() != null && !request.isRequestedSessionIdValid();
    }

    @PostMapping("/sign-in")
    String submit(
            @RequestParam(defaultValue = "") String username,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        return switch (signIn.attempt(username, new Secret(password), addresses.of(request))) {
            case SignIn.Attempt.In(var account) -> {
                sessions.open(account, request, response);
                yield "redirect:/";
            }
            case SignIn.Attempt.Refused() -> again("sign-in.refused", 401, response, page);
            case SignIn.Attempt.TooMany _ -> again("sign-in.too-many", 429, response, page);
        };
    }

    /** Shows a button and uses nothing up. */
    @GetMapping("/sign-in/link")
    String link(@RequestParam(defaultValue = "") String token, HttpServletResponse response, Model page) {
        response.setHeader("Referrer-Policy", "no-referrer");
        page.addAttribute("token", token);
        return "identity/sign-in-link";
    }

    @PostMapping("/sign-in/link")
    String follow(
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var account = links.use(new Secret(token), addresses.of(request));
        if (account.isEmpty()) return again("sign-in.link-used", 401, response, page);
        sessions.open(account.get(), request, response);
        return "redirect:/";
    }

    private static String again(String trouble, int status, HttpServletResponse response, Model page) {
        response.setStatus(status);
        page.addAttribute("trouble", trouble);
        return "identity/sign-in";
    }
}
