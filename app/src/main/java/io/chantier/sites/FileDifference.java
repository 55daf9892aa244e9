package io.chantier.sites;

/**
 * How one file differs between two revisions.
 *
 * @param patch the unified diff, as git prints it
 */
public record FileDifference(String path, String patch) {}
