package io.chantier.identity;

import io.chantier.values.TeamId;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, and for which team; a controller gets it as a method parameter.
 *
 * @param role in that team, at most what the token allows
 * @param locale null where the account has not chosen a language
 * @param inPerson false for a token that was made for a program
 */
public record Caller(
        UUID account,
        String name,
        TeamId team,
        Role role,
        boolean operator,
        @Nullable Locale locale,
        boolean inPerson) {}
