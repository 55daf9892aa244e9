package io.chantier.benches.servers;

import io.chantier.identity.Strangers;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The networks in which the listed servers are, as their names say. They are looked up now and then, never because
 * somebody asks: a stranger's request must not make us ask for names.
 */
@Component
public class ServerAddresses {

    private static final Logger log = LoggerFactory.getLogger(ServerAddresses.class);

    private final Supplier<List<URI>> urls;
    private final Map<String, Set<String>> networks = new ConcurrentHashMap<>();

    @Autowired
    ServerAddresses(BenchServers servers) {
        this(servers::urls);
    }

    /** @param urls of the servers that are listed now */
    public ServerAddresses(Supplier<List<URI>> urls) {
        this.urls = urls;
    }

    /** Whether one of the servers speaks from there, or its neighbour in the same network. */
    public boolean has(String address) {
        var network = Strangers.network(address);
        return networks.values().stream().anyMatch(known -> known.contains(network));
    }

    /** Names may be answered slowly, and others have to be done in time. */
    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT2S")
    void tick() {
        Thread.ofVirtual().name("server-addresses").start(() -> {
            try {
                look();
            } catch (RuntimeException e) {
                log.warn("The addresses of the bench servers could not be looked up", e);
            }
        });
    }

    /** Looks the names up that are listed now; what is not answered stays as it was. */
    public void look() {
        var hosts =
                urls.get().stream().map(URI::getHost).filter(Objects::nonNull).collect(Collectors.toSet());
        networks.keySet().retainAll(hosts);
        // A name that nobody answers for holds up no other.
        try (var asking = Executors.newVirtualThreadPerTaskExecutor()) {
            hosts.forEach(host -> asking.execute(() -> look(host)));
        }
    }

    private void look(String host) {
        try {
            networks.put(
                    host,
                    Stream.of(InetAddress.getAllByName(host))
                            .map(InetAddress::getHostAddress)
                            .map(Strangers::network)
                            .collect(Collectors.toUnmodifiableSet()));
        } catch (UnknownHostException _) {
            // looked up again in a minute
        }
    }
}
