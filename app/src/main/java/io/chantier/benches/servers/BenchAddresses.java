package io.chantier.benches.servers;

import io.chantier.ingress.CustomNames;
import io.chantier.ingress.Naming;
import io.chantier.sites.KindAddresses;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import java.net.URI;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * A site is found by the main one of its domains where that works and its bench answers to it. Else one that was there before
 * us is found by its name on the bench, any other one by its slug.
 */
@Component
class BenchAddresses implements KindAddresses {

    private final BenchSites sites;
    private final BenchDomains domains;
    private final CustomNames customers;
    private final Naming names;

    BenchAddresses(BenchSites sites, BenchDomains domains, CustomNames customers, Naming names) {
        this.sites = sites;
        this.domains = domains;
        this.customers = customers;
        this.names = names;
    }

    @Override
    public SiteKind kind() {
        return SiteKind.BENCH;
    }

    @Override
    public Set<String> lasting(Site site) {
        var own = names.now().site(site.slug()).getHost();
        var lasting = new LinkedHashSet<String>();
        sites.of(site).map(BenchSites.Home::host).ifPresent(lasting::add);
        domains.of(site).filter(known -> known.names().contains(own)).ifPresent(_ -> lasting.add(own));
        return lasting;
    }

    @Override
    public URI of(Site site) {
        return Objects.requireNonNull(of(List.of(site)).get(site.id()));
    }

    @Override
    public Map<SiteId, URI> of(Collection<Site> some) {
        var given = names.now();
        var adopted = sites.adoptedHostsOf(some);
        var answered = domains.of(some);
        var known = customers.addresses(given, some.stream().map(Site::slug).toList());
        return some.stream().collect(Collectors.toMap(Site::id, site -> {
            var own = given.site(site.slug());
            var address = known.getOrDefault(site.slug(), own);
            var others = answered.getOrDefault(site.id(), Set.of());
            var host = adopted.getOrDefault(site.id(), own.getHost());
            boolean answers = others.contains(address.getHost()) || host.equals(address.getHost());
            if (!address.equals(own) && answers) return address;
            return host.equals(own.getHost()) ? own : URI.create("https://" + host);
        }));
    }
}
