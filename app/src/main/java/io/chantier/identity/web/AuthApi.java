package io.chantier.identity.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.chantier.identity.AccessTokens;
import io.chantier.identity.AdminPassword;
import io.chantier.identity.Caller;
import io.chantier.identity.CallerAddress;
import io.chantier.identity.SignIn;
import io.chantier.values.Secret;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import io.chantier.web.SecretAnswers;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Changes login and password for a token that works for a quarter of an hour. */
@RestController
class AuthApi {

    private final SignIn signIn;
    private final AccessTokens tokens;
    private final CallerAddress addresses;
    private final AdminPassword adminPassword;

    AuthApi(SignIn signIn, AccessTokens tokens, AdminPassword adminPassword, CallerAddress addresses) {
        this.adminPassword = adminPassword;
        this.signIn = signIn;
        this.tokens = tokens;
        this.addresses = addresses;
    }

    record Credentials(@NotBlank String username, @NotBlank String password) {
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    record AccessToken(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn) {
        @Override
        public String toString() {
            return "AccessToken[secret]";
        }
    }

    @PostMapping("/api/auth/token")
    AccessToken token(@Valid @RequestBody Credentials credentials, HttpServletRequest request) {
        SecretAnswers.neverKeep(request);
        var password = new Secret(credentials.password());
        return switch (signIn.attempt(credentials.username(), password, addresses.of(request))) {
            case SignIn.Attempt.In(var account) ->
                new AccessToken(tokens.sign(account).reveal(), "Bearer", AccessTokens.VALID.toSeconds());
            case SignIn.Attempt.Refused() -> throw new ProblemException(Problem.of("sign-in-refused", 401));
            case SignIn.Attempt.TooMany tooMany -> throw new ProblemException(tooMany.problem());
        };
    }

    record NewPassword(String username, String password) {
        @Override
        public String toString() {
            return "NewPassword[secret]";
        }
    }

    /** Gives the first administrator a new password, for whoever lost it and has the machine. */
    @PostMapping("/api/auth/admin-password")
    NewPassword adminPassword(Caller caller, HttpServletRequest request) {
        SecretAnswers.neverKeep(request);
        return new NewPassword(AdminPassword.LOGIN, adminPassword.renew(caller).reveal());
    }
}
