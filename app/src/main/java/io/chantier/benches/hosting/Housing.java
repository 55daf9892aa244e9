package io.chantier.benches.hosting;

import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.BenchServer;
import io.chantier.benches.servers.BenchServers;
import io.chantier.benches.servers.BenchSites;
import io.chantier.benches.servers.Benches;
import io.chantier.sites.Site;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A site's place: its name there, the bench, the server. */
record Housing(Site site, String host, Bench bench, BenchServer server) {

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
    }
}
