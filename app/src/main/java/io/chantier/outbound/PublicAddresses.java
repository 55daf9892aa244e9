package io.chantier.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;

/**
 * Which addresses may be spoken to that somebody outside chose, by protocols other than HTTP: global ones, and those
 * that {@code CHANTIER_CRAWLER_ALLOW} lifts.
 */
public final class PublicAddresses {

    private final List<String> allow;

    public PublicAddresses(List<String> allow) {
        this.allow = allow.stream().filter(range -> !range.isBlank()).toList();
    }

    /** Whether that port of the address may be dialled; the caller dials the address it asked about and no name. */
    public boolean mayBeDialled(InetAddress address, int port) {
        var lifted = allow.stream().map(Network::of).toList();
        return new AddressGuard(lifted, Set.of(port)).allows(Policy.UNTRUSTED, address, port);
    }
}
