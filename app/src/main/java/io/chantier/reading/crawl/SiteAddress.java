package io.chantier.reading.crawl;

import io.chantier.outbound.Fetcher;
import java.net.URI;
import java.util.Optional;

/** What a person types when asked for the address of a site. */
public final class SiteAddress {

    private SiteAddress() {}

    /** {@code www.example.org} is {@code http://www.example.org/}; empty where it is no address of a website. */
    public static Optional<URI> of(String typed) {
        var text = typed.strip();
        if (text.isEmpty() || text.length() > 2_000 || text.contains("\n")) return Optional.empty();
        var full = text.matches("(?i)[a-z][a-z0-9+.-]*://.*") ? text : "http://" + text;
        return Fetcher.address(full)
                .filter(address -> address.getHost() != null)
                .filter(address -> address.getScheme().equalsIgnoreCase("http")
                        || address.getScheme().equalsIgnoreCase("https"));
    }
}
