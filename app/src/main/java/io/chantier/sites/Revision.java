package io.chantier.sites;

import java.time.Instant;

/**
 * The immutable content of a showcase site at one moment, a git commit.
 *
 * @param number 1 for the site's first revision, growing by one
 * @param id the commit's id, 40 hex digits
 * @param digest the id of the commit's tree: equal for equal content
 */
public record Revision(int number, String id, String digest, String message, String author, Instant createdAt) {

    /** What it says of itself without the number of the revision that it speaks of: {@code undone} of {@code undone 7}. */
    public String act() {
        return message.replaceFirst(" \\d+$", "");
    }

    /** The number of the revision that it speaks of, or empty. */
    public String subject() {
        return message.equals(act()) ? "" : message.substring(act().length() + 1);
    }
}
