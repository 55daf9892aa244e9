package io.chantier.sites.web;

import java.time.Instant;

/**
 * One thing that somebody did.
 *
 * @param key key of the action's words
 */
public record HistoryLine(String key, String detail, String actor, Instant at) {}
