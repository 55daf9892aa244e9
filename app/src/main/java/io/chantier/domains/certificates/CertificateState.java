package io.chantier.domains.certificates;

import io.chantier.domains.dns.Diagnosis;
import io.chantier.domains.dns.Remark;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How it stands with a name, as of the last look.
 *
 * @param diagnosis null before the first look
 * @param reading null as long as there was nobody to shake hands with
 * @param history what came before
 */
public record CertificateState(
        UUID domain,
        @Nullable Diagnosis diagnosis,
        Grant grant,
        @Nullable Reading reading,
        History history) {

    /** A proxy that is up orders and gets a certificate within seconds; this leaves room for a slow one. */
    static final Duration TIME_TO_ORDER = Duration.ofMinutes(30);

    /**
     * What is remembered from look to look.
     *
     * @param looks one after the other that found nothing new
     * @param lookedAt null before the first look
     * @param goodUntil when the last certificate ends that browsers accepted; null when there was none
     * @param wrongSince since when DNS is wrong although a certificate was granted
     */
    public record History(
            int looks,
            @Nullable Instant lookedAt,
            @Nullable Instant goodUntil,
            @Nullable Instant wrongSince,
            Instant nextLookAt) {}

    static CertificateState fresh(UUID domain, Instant nextLookAt) {
        return new CertificateState(
                domain, null, Grant.waiting(Grant.Obstacle.LOOK), null, new History(0, null, null, null, nextLookAt));
    }

    /** Whether visitors come by TLS and no browser complains. */
    public boolean isSecured() {
        return reading != null && reading.isGood();
    }

    /** All that is to be said of the name, of DNS and of its certificate, the worst first. */
    public List<Remark> remarks(Instant now) {
        var all = new ArrayList<Remark>();
        if (diagnosis != null) all.addAll(diagnosis.remarks());
        CertificateRemarks.of(this, now).ifPresent(all::add);
        all.sort(Comparator.comparing(Remark::severity));
        return all;
    }

    /** Whether visitors were shown its certificate, and it leads here. */
    boolean works() {
        return grant.isGiven() && history.goodUntil() != null && history.wrongSince() == null;
    }

    /** Whether the proxy has had the time to order a certificate. */
    boolean hadTimeToOrder(Instant now) {
        var since = grant.since();
        return since != null && since.plus(TIME_TO_ORDER).isBefore(now);
    }
}
