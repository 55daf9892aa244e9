package io.chantier.identity;

import io.chantier.values.TeamId;
import io.chantier.web.Visitor;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and for which team; a controller gets it as a method parameter.
 *
 * @param role in that team, at most what the token allows
 * @param taste what the account has chosen for itself
 * @param inPerson false for a token that was made for a program
 * @param program what that token is called; empty in person
 */
public record Caller(
        UUID account,
        String name,
        TeamId team,
        Role role,
        boolean operator,
        Visitor.Taste taste,
        boolean inPerson,
        String program) {

    /** Whoever came without a program's token. */
    public Caller(
            UUID account,
            String name,
            TeamId team,
            Role role,
            boolean operator,
            Visitor.Taste taste,
            boolean inPerson) {
        this(account, name, team, role, operator, taste, inPerson, "");
    }

    /** The language of the account; null where it has not chosen one. */
    public @Nullable Locale locale() {
        return taste.locale();
    }
}
