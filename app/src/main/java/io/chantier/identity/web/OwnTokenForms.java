package io.chantier.identity.web;

import io.chantier.identity.Caller;
import io.chantier.identity.OwnTokens;
import io.chantier.identity.Role;
import io.chantier.identity.Sessions;
import io.chantier.web.Frames;
import io.chantier.web.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The tokens that somebody makes for their programs, on the page of their account. */
@Controller
@RequestMapping("/account/tokens")
class OwnTokenForms {

    private static final int TEN_YEARS = 3650;

    private final AccountPage account;
    private final OwnTokens tokens;
    private final Sessions sessions;
    private final Clock clock;

    OwnTokenForms(AccountPage account, OwnTokens tokens, Sessions sessions, Clock clock) {
        this.account = account;
        this.tokens = tokens;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Answers with the page itself: a redirect would have to keep the secret somewhere. */
    @PostMapping
    String make(
            Caller caller,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable Role role,
            @RequestParam(defaultValue = "90") int days,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page) {
        var expiresAt = days <= 0 ? null : clock.instant().plus(Duration.ofDays(Math.min(days, TEN_YEARS)));
        AccountPage.Said said;
        try {
            said = new AccountPage.Said(null, null, tokens.make(caller, name, role, expiresAt));
        } catch (ProblemException wrong) {
            if (wrong.problem().fields().isEmpty()) throw wrong;
            response.setStatus(wrong.problem().status());
            said = new AccountPage.Said(null, AccountView.ofToken(wrong.problem()), null);
        }
        return account.show(caller, sessions.current(request), said, page);
    }

    @PostMapping("/{id}/revocation")
    String revoke(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        tokens.revoke(caller, id);
        next.addFlashAttribute(Frames.DONE, "page.account.tokenRevoked");
        return "redirect:/account";
    }
}
