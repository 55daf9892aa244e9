package io.chantier.identity.web;

import io.chantier.identity.Accounts;
import io.chantier.identity.Caller;
import io.chantier.identity.OwnAccount;
import io.chantier.identity.OwnPassword;
import io.chantier.identity.Sessions;
import io.chantier.values.Secret;
import io.chantier.web.Frames;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.Theme;
import io.chantier.web.VisitorLocale;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What everybody sees and changes of their own account: who they are, their password, where they are signed in. */
@Controller
@RequestMapping("/account")
class AccountForms {

    private static final String BACK = "redirect:/account";

    private final AccountPage account;
    private final OwnAccount own;
    private final OwnPassword passwords;
    private final Accounts accounts;
    private final Sessions sessions;
    private final VisitorLocale locales;

    AccountForms(
            AccountPage account,
            OwnAccount own,
            OwnPassword passwords,
            Accounts accounts,
            Sessions sessions,
            VisitorLocale locales) {
        this.account = account;
        this.own = own;
        this.passwords = passwords;
        this.accounts = accounts;
        this.sessions = sessions;
        this.locales = locales;
    }

    @GetMapping
    String show(Caller caller, HttpServletRequest request, Model page) {
        return account.show(caller, sessions.current(request), AccountPage.Said.NOTHING, page);
    }

    @PostMapping
    String change(
            Caller caller,
            OwnAccount.Profile wanted,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        try {
            var now = own.change(caller, wanted);
            if (now.locale() != null) locales.setLocale(request, response, now.locale());
            if (wanted.theme() != null) Theme.remember(wanted.theme(), response);
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return account.show(
                    caller, sessions.current(request), new AccountPage.Said(wanted, wrong.problem(), null), page);
        }
        next.addFlashAttribute(Frames.DONE, "page.saved");
        return BACK;
    }

    /** Every session ends but this one, which goes on under a new id. */
    @PostMapping("/password")
    String password(
            Caller caller,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(name = "password", defaultValue = "") String wanted,
            HttpServletRequest request,
            HttpServletResponse response,
            Model page,
            RedirectAttributes next) {
        try {
            passwords.change(caller, new Secret(current), new Secret(wanted), sessions.addressOf(request));
        } catch (ProblemException wrong) {
            response.setStatus(wrong.problem().status());
            return account.show(
                    caller, sessions.current(request), new AccountPage.Said(null, wrong.problem(), null), page);
        }
        sessions.open(accounts.find(caller.account()).orElseThrow(), request, response);
        next.addFlashAttribute(Frames.DONE, "page.account.passwordChanged");
        return BACK;
    }

    @PostMapping("/sessions/{id}/end")
    String end(Caller caller, @PathVariable UUID id, RedirectAttributes next) {
        if (!sessions.end(caller, id)) throw new ProblemException(Problem.of("not-found", 404));
        next.addFlashAttribute(Frames.DONE, "page.account.sessionEnded");
        return BACK;
    }

    @PostMapping("/sessions/others/end")
    String endOthers(Caller caller, HttpServletRequest request, RedirectAttributes next) {
        sessions.endOthers(caller, sessions.current(request));
        next.addFlashAttribute(Frames.DONE, "page.account.othersEnded");
        return BACK;
    }
}
