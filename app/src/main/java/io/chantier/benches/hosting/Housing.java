package io.chantier.benches.hosting;

import io.chantier.benches.agent.AgentRequest;
import io.chantier.benches.delivery.AgentOrder;
import io.chantier.benches.delivery.AgentOrder.Call;
import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.BenchServer;
import io.chantier.benches.servers.BenchServers;
import io.chantier.benches.servers.BenchSites;
import io.chantier.benches.servers.Benches;
import io.chantier.protocol.Wire;
import io.chantier.sites.Site;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** A site's place: its name there, the bench, the server. */
record Housing(Site site, String host, Bench bench, BenchServer server) {

    /** The agent's path of something of the site. */
    String path(String... under) {
        var segments = Stream.concat(Stream.of("benches", bench.name(), "sites", host), Stream.of(under));
        return AgentRequest.path(segments.toArray(String[]::new));
    }

    /** The same place under another name. */
    Housing at(String name) {
        return new Housing(site, name, bench, server);
    }

    /** Something that the agent is to do with the site, by the contract's name of the job. */
    AgentOrder order(String name, String method, String path, Map<String, ?> body) {
        return AgentOrder.of(server.id(), site.team(), name, new Call(method, path, Wire.toTree(body)))
                .about(site.id());
    }

    /** Finds where sites live. */
    @Component("housingFinder")
    static final class Finder {
        private final BenchSites sites;
        private final Benches benches;
        private final BenchServers servers;

        Finder(BenchSites sites, Benches benches, BenchServers servers) {
            this.sites = sites;
            this.benches = benches;
            this.servers = servers;
        }

        Optional<Housing> of(Site site) {
            return sites.of(site)
                    .flatMap(home -> benches.find(home.bench())
                            .flatMap(bench -> servers.find(bench.server())
                                    .map(server -> new Housing(site, home.host(), bench, server))));
        }

        /** Of one that surely has a place. */
        Housing get(Site site) {
            return of(site).orElseThrow(() -> new IllegalStateException("No place for " + site.slug()));
        }
    }
}
