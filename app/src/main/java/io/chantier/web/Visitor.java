package io.chantier.web;

import io.chantier.values.TeamId;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who sends a request, as far as frame and answers need to know.
 *
 * @param taste what the account has chosen for itself
 * @param operator whether the installation's own settings are open to them
 */
public record Visitor(UUID account, TeamId team, String name, Taste taste, boolean operator, Standing standing) {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    /**
     * How somebody likes the pages; null where they have not chosen.
     *
     * @param theme {@code light} or {@code dark}
     */
    public record Taste(@Nullable Locale locale, @Nullable String theme) {}

    /**
     * What the frame shows of somebody's role, and which buttons it leaves out.
     *
     * @param roleKey the word key of the role
     * @param writes whether they make and change things
     * @param manages whether they archive, delete and look after members
     */
    public record Standing(String roleKey, boolean writes, boolean manages) {

        private static final String GUEST = "role.CLIENT";

        static Standing ofGuest(boolean writes) {
            return new Standing(GUEST, writes, false);
        }
    }

    /** Whether they came in by a link and have no account. */
    public boolean isGuest() {
        return standing.roleKey().equals(Standing.GUEST);
    }

    /** The language of the account; null where it has not chosen one. */
    public @Nullable Locale locale() {
        return taste.locale();
    }

    /** One or two letters for the round picture that nobody uploaded. */
    public String initials() {
        var initials = new StringBuilder();
        for (var part : WORD.matcher(name).results().map(MatchResult::group).toList()) {
            if (initials.codePointCount(0, initials.length()) < 2) initials.appendCodePoint(part.codePointAt(0));
        }
        return initials.toString().toUpperCase(Locale.ROOT);
    }
}
