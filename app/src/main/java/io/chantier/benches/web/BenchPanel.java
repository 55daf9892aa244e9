package io.chantier.benches.web;

import io.chantier.benches.servers.Bench;
import io.chantier.benches.servers.BenchServers;
import io.chantier.benches.servers.BenchSites;
import io.chantier.benches.servers.Benches;
import io.chantier.benches.servers.Usages;
import io.chantier.sites.Site;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SitePanel;
import io.chantier.values.Slug;
import io.chantier.web.Frame;
import io.chantier.web.Part;
import io.chantier.web.Parts;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Where a site lives, with which apps, and what it takes up. */
@Component
class BenchPanel implements SitePanel {

    private static final int BELOW_THE_REST = 700;

    private final BenchSites homes;
    private final Benches benches;
    private final BenchServers servers;
    private final Usages usages;
    private final Parts parts;

    BenchPanel(BenchSites homes, Benches benches, BenchServers servers, Usages usages, Parts parts) {
        this.homes = homes;
        this.benches = benches;
        this.servers = servers;
        this.usages = usages;
        this.parts = parts;
    }

    @Override
    public Set<SiteKind> kinds() {
        return Set.of(SiteKind.BENCH);
    }

    @Override
    public Place place() {
        return Place.SIDE;
    }

    @Override
    public int order() {
        return BELOW_THE_REST;
    }

    @Override
    public Optional<Part> of(Site site, Frame frame) {
        return homes.of(site)
                .flatMap(home -> benches.find(home.bench()).map(bench -> view(site, home, bench)))
                .map(view -> parts.of("benches/home.jte", Map.of("frame", frame, "view", view)));
    }

    private BenchHome view(Site site, BenchSites.Home home, Bench bench) {
        var server = servers.find(bench.server()).map(one -> one.name()).orElse("");
        var usage = usages.of(site, 1).stream().findFirst().orElse(null);
        var original = homes.copyOf(site).map(Slug::value).orElse(null);
        return new BenchHome(bench, server, home.host(), home.adopted(), original, usage);
    }
}
