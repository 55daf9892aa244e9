package io.chantier.identity;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** What a request has proved: which account sends it, and what its token narrows. Everything else is read anew each time. */
final class Proof extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final UUID account;
    private final @Nullable UUID team;
    private final @Nullable Role most;
    private final @Nullable Integer passwordNumber;
    private final String program;

    private Proof(
            UUID account, @Nullable UUID team, @Nullable Role most, @Nullable Integer passwordNumber, String program) {
        super(List.of());
        this.account = account;
        this.team = team;
        this.most = most;
        this.passwordNumber = passwordNumber;
        this.program = program;
        setAuthenticated(true);
    }

    static Proof of(Account account) {
        return of(account.id(), account.passwordNumber());
    }

    static Proof of(UUID account, int passwordNumber) {
        return new Proof(account, null, null, passwordNumber, "");
    }

    static Proof of(ApiTokens.Bearer bearer) {
        return new Proof(bearer.account(), bearer.team().value(), bearer.role(), null, bearer.name());
    }

    UUID account() {
        return account;
    }

    /** The one team that the token is for; null for any. */
    @Nullable
    UUID team() {
        return team;
    }

    /** The strongest role that the token gives; null for the account's own. */
    @Nullable
    Role most() {
        return most;
    }

    /** Whether a person proved it; otherwise it is a token that was made for a program. */
    boolean isInPerson() {
        return passwordNumber != null;
    }

    /** What the program's token is called; empty in person. */
    String program() {
        return program;
    }

    /** What was proved under an earlier password holds no longer. */
    boolean holdsFor(Account now) {
        return !now.disabled() && (passwordNumber == null || passwordNumber == now.passwordNumber());
    }

    @Override
    public Object getPrincipal() {
        return account.toString();
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
