package io.chantier.domains;

import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A name of a customer's own that a team asked for.
 *
 * @param isPrimary whether the site wants to be known by it; at most one of a site's names
 * @param proof how far its ownership is proved
 */
public record SiteDomain(
        UUID id, TeamId team, Owner site, DomainName name, boolean isPrimary, Instant addedAt, Proof proof) {

    /** The label before a name under which the proof stands. */
    public static final String PROOF_LABEL = "_chantier.";

    static final String PROOF_WORD = "chantier-verify=";

    /** The site that it leads to. */
    public record Owner(SiteId id, Slug slug) {}

    /**
     * What is known of the record that proves the ownership.
     *
     * @param token what the record has to say; for this team and this name alone
     * @param verifiedAt when it was seen first; null as long as the name waits for it
     * @param provedBy the name at which it was seen: this one or one above it
     * @param lostAt since when it is missing although it was seen before
     * @param lastLook what the last look found; null before the first
     */
    public record Proof(
            String token,
            @Nullable Instant verifiedAt,
            @Nullable DomainName provedBy,
            @Nullable Instant lostAt,
            @Nullable Look lastLook,
            Instant nextLookAt) {}

    /** What one look at DNS found. */
    public record Look(Instant at, Finding finding) {}

    /** The name under which the proof has to stand. */
    public String recordName() {
        return PROOF_LABEL + name;
    }

    /** What the record has to say. */
    public String recordValue() {
        return PROOF_WORD + proof.token();
    }

    public boolean isVerified() {
        return proof.verifiedAt() != null;
    }
}
