package io.chantier.deployment;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What browsers are told about every site, wherever it is served: keep it apart, run nothing that it did not ship. */
public final class SiteHeaders {

    /** Who may frame a page follows. */
    public static final String POLICY = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors ";

    /** Also of previews. */
    public static final SortedMap<String, String> OF_ALL = Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "strict-origin-when-cross-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=()")));

    /** Of pages that are online. */
    public static final SortedMap<String, String> OF_SITES = ofSites();

    private SiteHeaders() {}

    private static SortedMap<String, String> ofSites() {
        var headers = new TreeMap<>(OF_ALL);
        headers.put("Content-Security-Policy", POLICY + "'self'");
        return Collections.unmodifiableSortedMap(headers);
    }
}
