package io.chantier.outbound;

import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves once, checks every address and hands exactly those to the dialler, so that a name cannot lead elsewhere
 * between check and dial. One forbidden address among several condemns the name.
 */
final class GuardedResolver implements SocketAddressResolver {

    private final Policy policy;
    private final AddressGuard guard;
    private final Resolver names;

    GuardedResolver(Policy policy, AddressGuard guard, Resolver names) {
        this.policy = policy;
        this.guard = guard;
        this.names = names;
    }

    @Override
    public void resolve(String host, int port, Map<String, Object> context, Promise<List<InetSocketAddress>> promise) {
        Thread.ofVirtual().name("resolve").start(() -> {
            try {
                promise.succeeded(allowed(host, port));
            } catch (UnknownHostException | Forbidden e) {
                promise.failed(e);
            }
        });
    }

    private List<InetSocketAddress> allowed(String host, int port) throws UnknownHostException, Forbidden {
        var found = new ArrayList<InetSocketAddress>();
        for (var address : names.addressesOf(host)) {
            if (!guard.allows(policy, address, port)) throw new Forbidden();
            found.add(new InetSocketAddress(address, port));
        }
        if (found.isEmpty()) throw new UnknownHostException(host);
        return found;
    }

    /** The name leads to an address that may not be dialled. */
    static final class Forbidden extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
