package io.chantier.sites;

import java.time.Instant;

/**
 * The immutable content of a showcase site at one moment, a git commit.
 *
 * @param number 1 for the site's first revision, growing by one
 * @param id the commit's id, 40 hex digits
 * @param digest the id of the commit's tree: equal for equal content
 */
public record Revision(int number, String id, String digest, String message, String author, Instant createdAt) {}
