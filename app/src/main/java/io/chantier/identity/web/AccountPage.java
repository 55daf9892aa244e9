package io.chantier.identity.web;

import io.chantier.identity.Accounts;
import io.chantier.identity.ApiTokens;
import io.chantier.identity.Caller;
import io.chantier.identity.OwnAccount;
import io.chantier.identity.OwnTokens;
import io.chantier.identity.Role;
import io.chantier.identity.Sessions;
import io.chantier.web.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts the page of somebody's own account together, as it is and with what was typed into one of its forms. */
@Component
class AccountPage {

    private static final List<Role> NOT_FOR_TOKENS = List.of(Role.OPERATOR, Role.CLIENT);

    private final Accounts accounts;
    private final Sessions sessions;
    private final OwnTokens tokens;

    AccountPage(Accounts accounts, Sessions sessions, OwnTokens tokens) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.tokens = tokens;
    }

    /** What the reader did that has to be shown on the page itself. */
    record Said(
            OwnAccount.@Nullable Profile typed, @Nullable Problem problem, ApiTokens.@Nullable Made token) {
        static final Said NOTHING = new Said(null, null, null);
    }

    String show(Caller caller, @Nullable UUID session, Said said, Model page) {
        var account = accounts.find(caller.account()).orElseThrow();
        var language = account.locale() == null ? "" : account.locale().getLanguage();
        var stored =
                new OwnAccount.Profile(account.name(), language, Objects.requireNonNullElse(account.theme(), "auto"));
        var profile = said.typed() == null ? stored : said.typed();
        var lines = sessions.of(caller.account()).stream()
                .map(open -> new AccountView.SessionLine(open, open.id().equals(session)))
                .toList();
        var roles = Arrays.stream(Role.values())
                .filter(role -> !NOT_FOR_TOKENS.contains(role))
                .filter(role -> caller.operator() || caller.role().compareTo(role) <= 0)
                .toList();
        var made = said.token() == null ? "" : said.token().token().reveal();
        page.addAttribute(
                "view",
                new AccountView(
                        account.login(),
                        profile,
                        lines,
                        new AccountView.Tokens(tokens.of(caller), roles, made),
                        said.problem()));
        return "identity/account";
    }
}
