package io.chantier.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Somebody who came in by a link that was made for them: no account, no session, no cookie. The secret of the link is
 * the first part after {@code /review} in the address.
 *
 * @param language in which they read
 * @param writes whether they change things
 */
public record Guest(String name, Locale language, boolean writes) {

    private static final String ATTRIBUTE = Guest.class.getName();
    private static final String DOOR = "/review/";
    private static final Pattern SECRET = Pattern.compile("(?i)(/(?:review|backup-files)/)[^/?]+");

    /** From now on the pages of this request are theirs. */
    public void enter(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** From now on the pages of this request are for somebody of whom nothing is known, and nothing is kept of them. */
    public static void enterUnknown(HttpServletRequest request) {
        new Guest("", VisitorLocale.ofStranger(request), false).enter(request);
    }

    /** Whether an address is one of those that links lead to. */
    public static boolean isDoor(String path) {
        return path.startsWith(DOOR);
    }

    /** The page to which their link leads, whichever of theirs this one is. */
    static String doorOf(String path) {
        var end = path.indexOf('/', DOOR.length());
        return end < 0 ? path : path.substring(0, end);
    }

    /** An address as it may stand in a log: without the secret of a link. */
    static String withoutSecret(String path) {
        return SECRET.matcher(path).replaceAll("$1***");
    }

    static Optional<Guest> of(HttpServletRequest request) {
        return Optional.ofNullable((Guest) request.getAttribute(ATTRIBUTE));
    }
}
