package io.chantier.deployment.dokploy;

import java.net.URI;
import java.util.Optional;

/**
 * A name of a site on a server.
 *
 * @param https whether a certificate is ordered for it there
 * @param leadsTo the address to which its visitors are sent; empty where the site itself answers
 */
record PlaceName(String host, boolean https, Optional<URI> leadsTo) {

    private static final String BEFORE = "^https?://";
    private static final String BEHIND = "(:[0-9]+)?/(.*)$";

    /** How it is written down. */
    String line() {
        return (https ? "https://" : "http://")
                + host
                + leadsTo.map(address -> " > " + address).orElse("");
    }

    static String hostOf(String line) {
        return line.replaceFirst("^https?://", "").replaceFirst(" > .*", "");
    }

    /** What visitors of this name ask for. */
    String regex() {
        return regex(host);
    }

    static String regex(String host) {
        return BEFORE + host.replace(".", "\\.") + BEHIND;
    }

    /** Where they are sent: the same path and query. */
    Optional<String> replacement() {
        return leadsTo.map(address -> address + "/${2}");
    }

    boolean isIn(String routes) {
        return routes.contains("`" + host + "`");
    }
}
