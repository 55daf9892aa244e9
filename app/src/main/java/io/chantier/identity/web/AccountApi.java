package io.chantier.identity.web;

import io.chantier.identity.Accounts;
import io.chantier.identity.Caller;
import io.chantier.identity.CallerAddress;
import io.chantier.identity.OwnPassword;
import io.chantier.identity.Role;
import io.chantier.values.Secret;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What everybody may see and change of their own account. */
@RestController
class AccountApi {

    private final Accounts accounts;
    private final OwnPassword passwords;
    private final CallerAddress addresses;

    AccountApi(Accounts accounts, OwnPassword passwords, CallerAddress addresses) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.addresses = addresses;
    }

    record Me(
            UUID id,
            String name,
            UUID team,
            Role role,
            boolean operator,
            @Nullable String language) {}

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
                caller.locale() == null ? null : caller.locale().getLanguage());
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
