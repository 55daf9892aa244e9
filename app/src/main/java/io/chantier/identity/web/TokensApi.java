package io.chantier.identity.web;

import io.chantier.identity.ApiTokens;
import io.chantier.identity.ApiTokens.ApiToken;
import io.chantier.identity.Audit;
import io.chantier.identity.Caller;
import io.chantier.identity.OwnTokens;
import io.chantier.identity.Role;
import io.chantier.identity.SignInLinks;
import io.chantier.web.Page;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.SecretAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens for programs and sign-in links for people; each secret is in one answer and nowhere else. */
@RestController
class TokensApi {

    private final ApiTokens tokens;
    private final OwnTokens own;
    private final SignInLinks links;
    private final Audit audit;
    private final Clock clock;

    TokensApi(ApiTokens tokens, OwnTokens own, SignInLinks links, Audit audit, Clock clock) {
        this.tokens = tokens;
        this.own = own;
        this.links = links;
        this.audit = audit;
        this.clock = clock;
    }

    record NewToken(
            @NotBlank @Size(max = 100) String name,
            @NotNull Role role,
            @Nullable Instant expiresAt) {}

    record MadeToken(ApiToken about, String token) {
        @Override
        public String toString() {
            return "MadeToken[" + about.name() + "]";
        }
    }

    record SignInLink(URI url, Instant expiresAt) {
        @Override
        public String toString() {
            return "SignInLink[secret]";
        }
    }

    @GetMapping("/api/tokens")
    Page<ApiToken> list(Caller caller) {
        return new Page<>(tokens.list(caller.team()), null);
    }

    @PostMapping("/api/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    MadeToken make(Caller caller, @Valid @RequestBody NewToken wanted, HttpServletRequest request) {
        SecretAnswers.neverKeep(request);
        var made = own.make(caller, wanted.name(), wanted.role(), wanted.expiresAt());
        return new MadeToken(made.about(), made.token().reveal());
    }

    @DeleteMapping("/api/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable UUID id) {
        if (!tokens.revoke(caller.team(), id)) throw new ProblemException(Problem.of("not-found", 404));
        audit.write(caller, "token.revoke", id.toString(), Map.of());
    }

    /** A link that signs the caller in at a browser, once. */
    @PostMapping("/api/auth/sign-in-links")
    @ResponseStatus(HttpStatus.CREATED)
    SignInLink link(Caller caller, HttpServletRequest request) {
        SecretAnswers.neverKeep(request);
        var url = links.create(caller.account());
        audit.write(caller, "sign-in.link-made", caller.account().toString(), Map.of());
        return new SignInLink(url, clock.instant().plus(SignInLinks.VALID));
    }
}
