package io.chantier.domains;

import io.chantier.domains.CertificateReadiness.Ready;
import io.chantier.ingress.Naming;
import io.chantier.ingress.RoutedSite;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSite.Use;
import io.chantier.ingress.RoutedSites;
import io.chantier.ingress.RoutesChanged;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Proved names as the proxies and the edges have to know them. Every name serves its site until visitors were
 * shown the certificate of the primary one; from then on, and for as long as that one leads here, the others lead to it.
 */
@Component
public class DomainRoutes implements RoutedSites {

    private final SiteDomains domains;
    private final DomainRows rows;
    private final CertificateReadiness readiness;
    private final Naming names;
    private final ApplicationEventPublisher events;

    DomainRoutes(
            SiteDomains domains,
            DomainRows rows,
            CertificateReadiness readiness,
            Naming names,
            ApplicationEventPublisher events) {
        this.domains = domains;
        this.rows = rows;
        this.readiness = readiness;
        this.names = names;
        this.events = events;
    }

    @Override
    public List<RoutedSite> now() {
        var proved = domains.verified();
        if (proved.isEmpty()) return List.of();
        var ready = readiness.ofAll();
        var staying = rows.servedByPlatformToo();
        return proved.stream()
                .collect(Collectors.groupingBy(SiteDomain::site, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(site -> new RoutedSite(
                        site.getKey().slug(),
                        new RoutedSite.Place.OurEdge(),
                        uses(
                                site.getValue(),
                                ready,
                                staying.contains(site.getKey().id().value())
                                        ? Optional.empty()
                                        : ownName(site.getKey()))))
                .toList();
    }

    @Override
    public List<CustomDomain> domainsOf(Slug site) {
        var proved = domains.verified(site);
        if (proved.isEmpty()) return List.of();
        var owner = proved.getFirst();
        boolean leads = rows.platformLeads(owner.team(), owner.site().id());
        return uses(proved, ready(site), leads ? ownName(owner.site()) : Optional.empty());
    }

    @Override
    public Map<Slug, DomainName> primaries(Collection<Slug> sites) {
        var proved = domains.primaries(sites);
        if (proved.isEmpty()) return Map.of();
        var working = readiness.of(sites).working();
        return proved.stream()
                .filter(domain -> working.contains(domain.name()))
                .collect(Collectors.toMap(domain -> domain.site().slug(), SiteDomain::name));
    }

    /** The name by which a site wants to be known, where visitors of it are well served. */
    public static Optional<DomainName> working(List<SiteDomain> ofOneSite, Ready ready) {
        return ofOneSite.stream()
                .filter(domain -> domain.isPrimary() && domain.isVerified())
                .map(SiteDomain::name)
                .filter(name -> ready.working().contains(name))
                .findFirst();
    }

    /** @param leading the name of ours, where it leads to the primary one */
    static List<CustomDomain> uses(List<SiteDomain> ofOneSite, Ready ready, Optional<DomainName> leading) {
        var primary = working(ofOneSite, ready);
        var customers = ofOneSite.stream()
                .map(domain -> new CustomDomain(
                        domain.name(),
                        primary.filter(name -> !name.equals(domain.name()))
                                .<Use>map(Use.LeadsTo::new)
                                .orElseGet(Use.Serves::new),
                        ready.certifiable().contains(domain.name())));
        var ours = leading.stream()
                .flatMap(name -> primary.stream().map(to -> new CustomDomain(name, new Use.LeadsTo(to), true)));
        return Stream.concat(customers, ours).toList();
    }

    private Optional<DomainName> ownName(SiteDomain.Owner site) {
        return Optional.of(new DomainName(site.slug() + "." + names.now().domain()));
    }

    /** Whoever leads visitors reads the site anew when the caller's transaction is committed. */
    void changed(SiteId site) {
        events.publishEvent(new RoutesChanged(site.value()));
    }

    /** How far the names of a site are. */
    public Ready ready(Slug site) {
        return readiness.of(List.of(site));
    }
}
