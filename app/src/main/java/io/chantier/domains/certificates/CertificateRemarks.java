package io.chantier.domains.certificates;

import io.chantier.domains.dns.Remark;
import io.chantier.domains.dns.Remark.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is to be said of a name's certificate. */
final class CertificateRemarks {

    /** Proxies renew 30 days before the end: nine days later, something is in the way. */
    static final Duration WARNED = Duration.ofDays(21);

    static final Duration URGENT = Duration.ofDays(7);

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private CertificateRemarks() {}

    static Optional<Remark> of(CertificateState state, Instant now) {
        var reading = state.reading();
        if (reading != null && reading.isGood()) return ending(reading, now);
        var grant = state.grant();
        if (!grant.isGiven()) return waiting(grant);
        if (!state.hadTimeToOrder(now) && state.history().goodUntil() == null) {
            return Optional.of(remark("ordered", Severity.NOTE, Map.of()));
        }
        return reading == null ? Optional.empty() : Optional.of(bad(reading));
    }

    private static Optional<Remark> ending(Reading reading, Instant now) {
        var left = Map.of("days", Long.toString(reading.daysLeft(now)), "issuer", reading.issuer());
        var end = reading.notAfter();
        if (end == null || now.isBefore(end.minus(WARNED))) return Optional.empty();
        var isUrgent = !now.isBefore(end.minus(URGENT));
        return Optional.of(
                remark(isUrgent ? "ends-at-once" : "ending", isUrgent ? Severity.BLOCKING : Severity.WARNING, left));
    }

    private static Optional<Remark> waiting(Grant grant) {
        var until = Map.of("time", text(grant.until()));
        return switch (grant.obstacle()) {
            // DNS and the proof are said in words of their own.
            case NONE, LOOK, PROOF, DNS -> Optional.empty();
            case REGISTERED -> Optional.of(remark("pace-registered", Severity.WARNING, until));
            case ACCOUNT -> Optional.of(remark("pace-account", Severity.WARNING, until));
            case DUPLICATES -> Optional.of(remark("pace-duplicates", Severity.WARNING, until));
            case FAILURES -> Optional.of(remark("pace-failures", Severity.WARNING, until));
            case FAILED -> Optional.of(remark("failed", Severity.BLOCKING, until));
        };
    }

    private static Remark bad(Reading reading) {
        var arguments = Map.of(
                "issuer", reading.issuer(),
                "names", String.join(", ", reading.names()),
                "time", text(reading.notAfter()));
        return switch (reading.kind()) {
            case GOOD -> throw new IllegalArgumentException("Nothing is wrong with it");
            case EXPIRED -> remark("expired", Severity.BLOCKING, arguments);
            case NOT_YET_VALID -> remark("not-yet-valid", Severity.BLOCKING, arguments);
            case WRONG_NAME -> remark("wrong-name", Severity.BLOCKING, arguments);
            case PROXY_DEFAULT -> remark("proxy-default", Severity.BLOCKING, arguments);
            case SELF_SIGNED -> remark("self-signed", Severity.BLOCKING, arguments);
            case INCOMPLETE -> remark("incomplete", Severity.WARNING, arguments);
            case NOT_TRUSTED -> remark("not-trusted", Severity.BLOCKING, arguments);
            case NO_CERTIFICATE -> remark("none-shown", Severity.BLOCKING, arguments);
            case NOBODY_LISTENS -> remark("nobody-listens", Severity.WARNING, arguments);
            case NO_ANSWER -> remark("no-answer", Severity.WARNING, arguments);
            case NOT_ASKED -> remark("not-asked", Severity.NOTE, arguments);
        };
    }

    private static Remark remark(String code, Severity severity, Map<String, String> arguments) {
        return new Remark("certificate-" + code, severity, arguments);
    }

    private static String text(@Nullable Instant at) {
        return at == null ? "-" : TIME.format(at);
    }
}
