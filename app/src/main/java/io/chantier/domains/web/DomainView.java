package io.chantier.domains.web;

import io.chantier.domains.Finding;
import io.chantier.domains.SiteDomain;
import io.chantier.domains.dns.Remark;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One name of a site as programs and pages get it.
 *
 * @param name in punycode, as it stands in DNS
 * @param unicode as people read it
 * @param primary whether the site wants to be known by it
 * @param proof the record that proves whose it is
 * @param points the records that make it lead here; one of them, where they are of several kinds
 * @param provedBy the name whose record was seen; null as long as none was
 * @param lostAt since when the record is missing again
 * @param mayBeCertified whether a certificate may be ordered for it, so that it works
 * @param leadsTo the name that visitors are sent to; null where it serves the site itself
 * @param provedWith the name above it whose record proves this one too; null where it needs its own
 * @param certificate null as long as visitors get none that browsers accept
 * @param remarks what DNS and the certificate give reason to say, the worst first
 */
public record DomainView(
        UUID id,
        String name,
        String unicode,
        State state,
        boolean primary,
        Entry proof,
        List<Entry> points,
        Instant addedAt,
        @Nullable Instant verifiedAt,
        @Nullable String provedBy,
        @Nullable Instant lostAt,
        @Nullable Look lastLook,
        Instant nextLookAt,
        boolean mayBeCertified,
        @Nullable String leadsTo,
        @Nullable String provedWith,
        @Nullable Certificate certificate,
        List<Remark> remarks) {

    /** What a visitor's handshake showed, where browsers accept it. */
    public record Certificate(String issuer, @Nullable Instant until, long daysLeft) {}

    /** How far it is. */
    public enum State {
        WAITING,
        VERIFIED
    }

    /** A record to enter where the DNS is managed. */
    public record Entry(String type, String name, String value) {}

    /** What was found the last time. */
    public record Look(Instant at, Finding finding) {}

    /** What is known besides what the domain says of itself. */
    record Around(
            List<Entry> points,
            boolean certifiable,
            @Nullable String leadsTo,
            @Nullable String provedWith,
            @Nullable Certificate certificate,
            List<Remark> remarks) {}

    static DomainView of(SiteDomain domain, Around around) {
        var proof = domain.proof();
        var look = proof.lastLook();
        return new DomainView(
                domain.id(),
                domain.name().value(),
                domain.name().inUnicode(),
                domain.isVerified() ? State.VERIFIED : State.WAITING,
                domain.isPrimary(),
                new Entry("TXT", domain.recordName(), domain.recordValue()),
                around.points(),
                domain.addedAt(),
                proof.verifiedAt(),
                proof.provedBy() == null ? null : proof.provedBy().inUnicode(),
                proof.lostAt(),
                look == null ? null : new Look(look.at(), look.finding()),
                proof.nextLookAt(),
                around.certifiable(),
                around.leadsTo(),
                around.provedWith(),
                around.certificate(),
                around.remarks());
    }

    public boolean isVerified() {
        return state == State.VERIFIED;
    }

    /** Whether it stands in DNS in other letters than people read. */
    public boolean hasPunycode() {
        return !name.equals(unicode);
    }

    /** Whether it was registered as it stands, so that no alias can stand at it. */
    public boolean isAtTop() {
        return points.stream().noneMatch(point -> point.type().equals("CNAME"));
    }

    public boolean isTaken() {
        return !isVerified() && lastLook != null && lastLook.finding() == Finding.TAKEN;
    }

    /** Whether the record has to be entered for this very name. */
    public boolean needsItsOwnProof() {
        boolean missing = !isVerified() || lostAt != null;
        boolean disputed =
                lastLook != null && (lastLook.finding() == Finding.OTHER_TOKEN || lastLook.finding() == Finding.TAKEN);
        return missing && (provedWith == null || disputed);
    }

    /** Whether something is expected to change soon, so that a page looks again by itself. */
    public boolean isWaiting() {
        return !isVerified() || !mayBeCertified;
    }
}
