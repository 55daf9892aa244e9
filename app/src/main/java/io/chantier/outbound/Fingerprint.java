package io.chantier.outbound;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The SHA-256 of a certificate, as {@code AA:BB:…}: 32 bytes that two people can compare. */
public record Fingerprint(String value) {

    private static final Pattern SHAPE = Pattern.compile("[0-9A-F]{2}(:[0-9A-F]{2}){31}");
    private static final HexFormat BYTES = HexFormat.ofDelimiter(":").withUpperCase();

    public Fingerprint {
        if (!SHAPE.matcher(value).matches()) throw new IllegalArgumentException("Not a fingerprint: '" + value + "'");
    }

    static Fingerprint of(X509Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(BYTES.formatHex(digest));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As people and programs write it: in either case, with colons, blanks or nothing between the bytes. */
    public static Optional<Fingerprint> parse(String text) {
        var digits = text.strip()
                .replaceFirst("(?i)^sha-?256[: =]+", "")
                .replaceAll("[:\\s]", "")
                .toUpperCase(Locale.ROOT);
        var spaced = digits.replaceAll("(..)(?!$)", "$1:");
        return SHAPE.matcher(spaced).matches() ? Optional.of(new Fingerprint(spaced)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
