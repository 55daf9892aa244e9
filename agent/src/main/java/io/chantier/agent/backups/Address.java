package io.chantier.agent.backups;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Where backups come from or go to. The control plane names it, so it may be on this machine and in its network, but not
 * where clouds tell their machines' own keys.
 */
public record Address(URI uri) {

    private static final Set<String> CLOUDS_OWN = Set.of("fd00:ec2:0:0:0:0:0:254", "100.100.100.200");

    /** Empty where the text is no address of HTTP or HTTPS. */
    public static Optional<Address> of(String text) {
        try {
            var uri = new URI(text);
            var scheme = uri.getScheme();
            boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
            return http && uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null
                    ? Optional.of(new Address(uri))
                    : Optional.empty();
        } catch (URISyntaxException _) {
            return Optional.empty();
        }
    }

    boolean isEncrypted() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    /** Whether its name leads to an address that nothing of the kind can have. An unknown name does not. */
    boolean isForbidden() {
        try {
            return Arrays.stream(InetAddress.getAllByName(uri.getHost()))
                    .anyMatch(address -> address.isLinkLocalAddress()
                            || address.isAnyLocalAddress()
                            || address.isMulticastAddress()
                            || CLOUDS_OWN.contains(address.getHostAddress()));
        } catch (UnknownHostException _) {
            return false;
        }
    }

    /** Without what comes after a question mark: links that are signed carry their keys there. */
    @Override
    public String toString() {
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }
}
