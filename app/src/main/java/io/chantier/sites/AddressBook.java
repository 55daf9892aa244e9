package io.chantier.sites;

import io.chantier.values.TeamId;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Asks for each site whoever hosts sites of its kind. */
@Component
class AddressBook implements SiteAddresses {

    private final ObjectProvider<KindAddresses> hosts;

    AddressBook(ObjectProvider<KindAddresses> hosts) {
        this.hosts = hosts;
    }

    @Override
    public URI of(Site site) {
        return host(site.kind()).of(site);
    }

    @Override
    public Map<SiteId, URI> of(Collection<Site> sites) {
        var all = new HashMap<SiteId, URI>();
        sites.stream()
                .collect(Collectors.groupingBy(Site::kind))
                .forEach((kind, some) -> all.putAll(host(kind).of(some)));
        return all;
    }

    @Override
    public Set<String> lasting(Site site) {
        return host(site.kind()).lasting(site);
    }

    @Override
    public Optional<URI> previewOf(Site site) {
        return host(site.kind()).previewOf(site);
    }

    @Override
    public Map<SiteId, URI> previewsOf(TeamId team, Collection<SiteId> sites) {
        var all = new HashMap<SiteId, URI>();
        hosts.stream().forEach(host -> all.putAll(host.previewsOf(team, sites)));
        return all;
    }

    private KindAddresses host(SiteKind kind) {
        return hosts.stream()
                .filter(host -> host.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody hosts sites of the kind " + kind));
    }
}
