package io.chantier.checks;

import java.time.Instant;

/**
 * A person answers for a finding, so that it no longer holds the site back.
 *
 * @param finding {@link Finding#id}
 * @param by the person's name
 */
public record Waiver(String finding, String reason, String by, Instant at) {

    public static final int LONGEST_REASON = 500;
}
