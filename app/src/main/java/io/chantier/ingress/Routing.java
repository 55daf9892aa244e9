package io.chantier.ingress;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The routing table of this moment; the same object for as long as nothing changes. */
@Component
public class Routing {

    private static final Logger log = LoggerFactory.getLogger(Routing.class);

    private final Naming names;
    private final IngressSettings settings;
    private final ObjectProvider<RoutedSites> modules;
    private final AtomicReference<@Nullable Made> last = new AtomicReference<>();

    public Routing(Naming names, IngressSettings settings, ObjectProvider<RoutedSites> modules) {
        this.names = names;
        this.settings = settings;
        this.modules = modules;
    }

    private record Made(Addresses from, List<RoutedSite> sites, RoutingTable table) {}

    public RoutingTable now() {
        var addresses = names.now();
        var sites = modules.stream().flatMap(Routing::sites).toList();
        var known = last.get();
        if (known != null && known.from().equals(addresses) && known.sites().equals(sites)) return known.table();
        var table = RoutingTable.of(addresses.domain(), settings.servers(), sites);
        if (known != null && known.table().equals(table)) {
            last.set(new Made(addresses, sites, known.table()));
            return known.table();
        }
        if (!table.refused().isEmpty()) {
            log.warn("Not routed, because these names are ours or another site's: {}", table.refused());
        }
        last.set(new Made(addresses, sites, table));
        return table;
    }

    private static Stream<RoutedSite> sites(RoutedSites module) {
        return module.now().stream();
    }
}
