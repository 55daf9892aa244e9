package io.chantier.values;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The fixed, public short name of a site: 1 to 63 of {@code a-z 0-9 -}, safe in a host name, a path and a file name.
 */
public record Slug(String value) {

    private static final Pattern SHAPE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Set<String> RESERVED = Set.of(
            "admin",
            "api",
            "app",
            "apex",
            "assets",
            "auth",
            "autoconfig",
            "autodiscover",
            "billing",
            "bulk",
            "cdn",
            "chantier",
            "cloud",
            "console",
            "dashboard",
            "demo-old",
            "dns",
            "docs",
            "edge",
            "filters",
            "ftp",
            "git",
            "health",
            "help",
            "host",
            "imap",
            "imports",
            "localhost",
            "login",
            "mail",
            "manual",
            "media",
            "minio",
            "monitoring",
            "mta-sts",
            "mx",
            "new",
            "ns",
            "ns1",
            "ns2",
            "pop",
            "postal",
            "preview",
            "private",
            "public",
            "root",
            "s3",
            "settings",
            "smtp",
            "static",
            "status",
            "support",
            "system",
            "traefik",
            "triage",
            "webmail",
            "www");

    public Slug {
        if (!SHAPE.matcher(value).matches()) throw new IllegalArgumentException("Not a slug: '" + value + "'");
    }

    /** The slug that a name suggests: accents off, everything else becomes dashes; {@code site} when nothing is left. */
    public static Slug suggestedBy(String name) {
        var letters = name.toLowerCase(Locale.ROOT)
                .replace("œ", "oe")
                .replace("æ", "ae")
                .replace("ß", "ss");
        var plain = Normalizer.normalize(letters, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        var cut = plain.length() > 50 ? plain.substring(0, 50).replaceAll("-+$", "") : plain;
        return new Slug(cut.isEmpty() ? "site" : cut);
    }

    public static boolean isSlug(String text) {
        return SHAPE.matcher(text).matches();
    }

    /** Names that the installation keeps for itself or that punycode would give another meaning. */
    public boolean isReserved() {
        return RESERVED.contains(value) || value.startsWith("xn--");
    }

    @Override
    public String toString() {
        return value;
    }
}
