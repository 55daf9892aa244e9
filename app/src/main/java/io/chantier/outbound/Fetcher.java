package io.chantier.outbound;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;

/**
 * The one way out: gets what stands at an address, if its {@link Policy} lets us ask. Redirects are followed one by
 * one, each checked like the first address. Thread-safe; blocks the calling (virtual) thread.
 */
public final class Fetcher implements AutoCloseable {

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final AddressGuard guard;
    private final Map<Policy, HttpClient> clients = new EnumMap<>(Policy.class);

    /** @param allow ranges that are lifted from the rules for untrusted addresses, as in {@code CHANTIER_CRAWLER_ALLOW} */
    public Fetcher(List<String> allow) {
        this(allow, InetAddress::getAllByName, Set.of(80, 443));
    }

    Fetcher(List<String> allow, Resolver names, Set<Integer> webPorts) {
        var lifted = allow.stream()
                .filter(range -> !range.isBlank())
                .map(Network::of)
                .toList();
        guard = new AddressGuard(lifted, webPorts);
        for (var policy : Policy.values()) {
            clients.put(policy, Clients.started(new GuardedResolver(policy, guard, names)));
        }
    }

    public Fetched fetch(URI address) {
        return fetch(address, Policy.UNTRUSTED, FetchLimits.DEFAULT);
    }

    public Fetched fetch(URI address, FetchLimits limits) {
        return fetch(address, Policy.UNTRUSTED, limits);
    }

    public Fetched fetch(URI address, Policy policy, FetchLimits limits) {
        var deadline = System.nanoTime() + limits.total().toNanos();
        var hop = address;
        for (var redirects = 0; redirects <= limits.redirects(); redirects++) {
            var left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) return new Fetched.TooSlow(limits.total().toSeconds());
            var answer = ask(hop, policy, limits, left);
            if (!(answer instanceof Fetched.Page page) || policy == Policy.OPERATOR) return answer;
            if (!REDIRECTS.contains(page.status()) || page.header("location").isEmpty()) return answer;
            var next = WebAddress.parse(page.header("location"));
            if (next.isEmpty()) return new Fetched.Refused("host");
            hop = hop.resolve(next.get());
        }
        return new Fetched.Refused("redirects");
    }

    /** Reads an address as browsers do; empty where it is none. */
    public static Optional<URI> address(String text) {
        return WebAddress.parse(text);
    }

    private Fetched ask(URI address, Policy policy, FetchLimits limits, long millis) {
        var fault = WebAddress.fault(address);
        if (fault.isPresent()) return new Fetched.Refused(fault.get());
        if (!guard.allowsPort(policy, WebAddress.port(address))) return new Fetched.Refused("port");
        try {
            var client = Objects.requireNonNull(clients.get(policy));
            return new Exchange(WebAddress.canonical(address), limits).run(client, millis);
        } catch (URISyntaxException e) {
            return new Fetched.Refused("host");
        }
    }

    @Override
    public void close() {
        for (var client : clients.values()) Clients.stop(client);
    }
}
