package io.chantier.domains.certificates;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor's handshake with a name showed.
 *
 * @param issuer who issued the certificate; empty where none was shown
 * @param names for which it is
 * @param notAfter when it ends; null where none was shown
 */
public record Reading(
        Kind kind,
        String issuer,
        List<String> names,
        @Nullable Instant notAfter,
        Instant at) {

    public Reading {
        names = List.copyOf(names);
    }

    /** How good a certificate is. */
    public enum Kind {
        /** Every browser accepts it. */
        GOOD,
        EXPIRED,
        NOT_YET_VALID,
        WRONG_NAME,
        /** The one that a proxy shows when it has none for a name. */
        PROXY_DEFAULT,
        SELF_SIGNED,
        /** The certificates between it and its authority were not sent. */
        INCOMPLETE,
        NOT_TRUSTED,
        /** Somebody listens, but shows no certificate for the name. */
        NO_CERTIFICATE,
        NOBODY_LISTENS,
        NO_ANSWER,
        /** An address that leads inside is not dialled. */
        NOT_ASKED;

        /** Whether the proxy was reached and has no certificate for the name. */
        boolean showsThatNoneWasIssued() {
            return this == PROXY_DEFAULT || this == SELF_SIGNED || this == WRONG_NAME || this == NO_CERTIFICATE;
        }
    }

    public boolean isGood() {
        return kind == Kind.GOOD;
    }

    /** Whole days until it ends; negative when it has. */
    public long daysLeft(Instant now) {
        return notAfter == null
                ? 0
                : Math.floorDiv(Duration.between(now, notAfter).toSeconds(), 86_400L);
    }
}
