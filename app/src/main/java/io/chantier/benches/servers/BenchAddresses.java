package io.chantier.benches.servers;

import io.chantier.ingress.Naming;
import io.chantier.sites.KindAddresses;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** A site that was there before us is found by its name on the bench, any other one by its slug. */
@Component
class BenchAddresses implements KindAddresses {

    private final BenchSites sites;
    private final Naming names;

    BenchAddresses(BenchSites sites, Naming names) {
        this.sites = sites;
        this.names = names;
    }

    @Override
    public SiteKind kind() {
        return SiteKind.BENCH;
    }

    @Override
    public URI of(Site site) {
        return sites.of(site)
                .filter(BenchSites.Home::adopted)
                .map(home -> address(home.host()))
                .orElseGet(() -> names.now().site(site.slug()));
    }

    @Override
    public Map<SiteId, URI> of(Collection<Site> some) {
        var hosts = sites.adoptedHostsOf(some);
        return some.stream()
                .collect(Collectors.toMap(
                        Site::id,
                        site -> hosts.containsKey(site.id())
                                ? address(hosts.get(site.id()))
                                : names.now().site(site.slug())));
    }

    private static URI address(String host) {
        return URI.create("https://" + host);
    }
}
