package io.chantier.identity.web;

import io.chantier.identity.Accounts;
import io.chantier.identity.Caller;
import io.chantier.identity.CallerAddress;
import io.chantier.identity.OwnAccount;
import io.chantier.identity.OwnPassword;
import io.chantier.identity.Role;
import io.chantier.identity.Sessions;
import io.chantier.values.Secret;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.Words;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What everybody may see and change of their own account. */
@RestController
class AccountApi {

    private final Accounts accounts;
    private final OwnPassword passwords;
    private final OwnAccount own;
    private final Sessions sessions;
    private final CallerAddress addresses;

    AccountApi(Accounts accounts, OwnPassword passwords, OwnAccount own, Sessions sessions, CallerAddress addresses) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.own = own;
        this.sessions = sessions;
        this.addresses = addresses;
    }

    record Me(
            UUID id,
            String name,
            UUID team,
            Role role,
            boolean operator,
            @Nullable String language,
            @Nullable String theme) {}

    /** What is left out stays as it is. */
    record Change(
            @Nullable String name,
            @Nullable String language,
            @Nullable String theme) {}

    record NewPassword(@NotBlank String current, @NotBlank String password) {
        @Override
        public String toString() {
            return "NewPassword[secret]";
        }
    }

    record Language(@NotBlank String language) {}

    @GetMapping("/api/account")
    Me me(Caller caller) {
        return new Me(
                caller.account(),
                caller.name(),
                caller.team().value(),
                caller.role(),
                caller.operator(),
                caller.locale() == null ? null : caller.locale().getLanguage(),
                caller.taste().theme());
    }

    @PutMapping("/api/account")
    Me change(Caller caller, @RequestBody Change wanted) {
        var now = own.change(caller, new OwnAccount.Profile(wanted.name(), wanted.language(), wanted.theme()));
        return new Me(
                now.id(),
                now.name(),
                caller.team().value(),
                caller.role(),
                caller.operator(),
                now.locale() == null ? null : now.locale().getLanguage(),
                now.theme());
    }

    /** The browsers in which the caller is signed in. */
    @GetMapping("/api/account/sessions")
    Page<Sessions.OpenSession> sessions(Caller caller) {
        return new Page<>(sessions.of(caller.account()), null);
    }

    @DeleteMapping("/api/account/sessions")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSessions(Caller caller) {
        sessions.endOthers(caller, null);
    }

    @DeleteMapping("/api/account/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void endSession(Caller caller, @PathVariable UUID id) {
        if (!sessions.end(caller, id)) throw new ProblemException(Problem.of("not-found", 404));
    }

    /** Takes the password that one has; tokens and sessions from before are worth nothing afterwards. */
    @PutMapping("/api/account/password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void password(Caller caller, @Valid @RequestBody NewPassword wanted, HttpServletRequest request) {
        passwords.change(caller, new Secret(wanted.current()), new Secret(wanted.password()), addresses.of(request));
    }

    @PutMapping("/api/account/language")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void language(Caller caller, @Valid @RequestBody Language wanted) {
        var language = Locale.of(wanted.language());
        if (!Words.LANGUAGES.contains(language)) {
            throw new ProblemException(Problem.ofField("language", "unknown-value", Map.of()));
        }
        accounts.setLocale(caller.account(), language);
    }
}
