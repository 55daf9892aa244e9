package io.chantier.domains.certificates;

import io.chantier.domains.certificates.Reading.Kind;
import io.chantier.outbound.Handshakes;
import io.chantier.outbound.Handshakes.Shown;
import io.chantier.outbound.Handshakes.Trouble;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Judges a shown certificate as browsers do. */
final class Chains {

    private static final int DNS_NAME = 2;
    private static final int MOST_NAMES = 20;
    private static final Pattern COMMON_NAME = Pattern.compile("CN=\"?([^,\"]+)");
    private static final Pattern ORGANISATION = Pattern.compile("O=\"?([^,\"]+)");
    private static final String TRAEFIK = "TRAEFIK DEFAULT CERT";

    private final X509TrustManager trusted;

    /** @param anchors the authorities that browsers trust; Java's own list when null */
    Chains(@Nullable KeyStore anchors) {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(anchors);
            trusted = Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java trusts nobody", e);
        }
    }

    /** @param name in its form of DNS */
    Reading read(String name, Handshakes.Shown shown, Instant now) {
        return switch (shown) {
            case Shown.Nothing(var trouble) -> new Reading(kind(trouble), "", List.of(), null, now);
            case Shown.Chain(var _, var chain) -> read(name, chain, now);
        };
    }

    private static Kind kind(Trouble trouble) {
        return switch (trouble) {
            case FORBIDDEN_ADDRESS -> Kind.NOT_ASKED;
            case CONNECT -> Kind.NOBODY_LISTENS;
            case TLS -> Kind.NO_CERTIFICATE;
            case TIMEOUT -> Kind.NO_ANSWER;
        };
    }

    private Reading read(String name, List<X509Certificate> chain, Instant now) {
        var own = chain.getFirst();
        var names = names(own);
        return new Reading(
                kind(name, names, chain, now),
                issuer(own),
                names.stream().limit(MOST_NAMES).toList(),
                own.getNotAfter().toInstant(),
                now);
    }

    private Kind kind(String name, List<String> names, List<X509Certificate> chain, Instant now) {
        var own = chain.getFirst();
        var isSelfSigned = own.getSubjectX500Principal().equals(own.getIssuerX500Principal());
        if (own.getSubjectX500Principal().getName().contains(TRAEFIK)) return Kind.PROXY_DEFAULT;
        if (names.stream().noneMatch(pattern -> covers(pattern, name))) {
            return isSelfSigned ? Kind.SELF_SIGNED : Kind.WRONG_NAME;
        }
        if (own.getNotAfter().toInstant().isBefore(now)) return Kind.EXPIRED;
        if (own.getNotBefore().toInstant().isAfter(now)) return Kind.NOT_YET_VALID;
        if (isTrusted(chain)) return Kind.GOOD;
        if (isSelfSigned) return Kind.SELF_SIGNED;
        return isIncomplete(chain) ? Kind.INCOMPLETE : Kind.NOT_TRUSTED;
    }

    private boolean isTrusted(List<X509Certificate> chain) {
        try {
            // what TLS 1.3 says, where the key and its use are chosen apart
            trusted.checkServerTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
            return true;
        } catch (CertificateException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the issuer of the last certificate is neither there nor anybody known. */
    private boolean isIncomplete(List<X509Certificate> chain) {
        var issuer = chain.getLast().getIssuerX500Principal();
        return !chain.getLast().getSubjectX500Principal().equals(issuer)
                && Arrays.stream(trusted.getAcceptedIssuers())
                        .noneMatch(anchor -> anchor.getSubjectX500Principal().equals(issuer));
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(all -> all.stream())
                    .filter(entry -> entry.getFirst() instanceof Integer kind && kind == DNS_NAME)
                    .map(entry -> entry.get(1).toString().toLowerCase(Locale.ROOT))
                    .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }

    private static boolean covers(String pattern, String name) {
        if (!pattern.startsWith("*.")) return pattern.equals(name);
        var dot = name.indexOf('.');
        return dot > 0 && name.substring(dot).equals(pattern.substring(1));
    }

    private static String issuer(X509Certificate certificate) {
        var name = certificate.getIssuerX500Principal().getName();
        for (var part : List.of(ORGANISATION, COMMON_NAME)) {
            var found = part.matcher(name);
            if (found.find()) return found.group(1);
        }
        return name;
    }
}
