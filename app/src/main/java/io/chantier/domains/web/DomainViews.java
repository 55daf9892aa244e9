package io.chantier.domains.web;

import io.chantier.domains.DomainRoutes;
import io.chantier.domains.RegisteredName;
import io.chantier.domains.SiteDomain;
import io.chantier.domains.SiteDomains;
import io.chantier.domains.dns.Diagnoses;
import io.chantier.domains.web.DomainView.Around;
import io.chantier.domains.web.DomainView.Entry;
import io.chantier.ingress.Naming;
import io.chantier.sites.Site;
import io.chantier.values.DomainName;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes what is shown of names. */
@Component
class DomainViews {

    private final SiteDomains domains;
    private final DomainRoutes routes;
    private final Diagnoses diagnoses;
    private final Naming names;

    DomainViews(SiteDomains domains, DomainRoutes routes, Diagnoses diagnoses, Naming names) {
        this.diagnoses = diagnoses;
        this.domains = domains;
        this.routes = routes;
        this.names = names;
    }

    List<DomainView> of(Site site) {
        var ofSite = domains.of(site.team(), site.id());
        var certifiable = routes.certifiable();
        var primary = DomainRoutes.working(ofSite, () -> certifiable);
        return ofSite.stream()
                .map(domain -> DomainView.of(
                        domain,
                        new Around(
                                points(site, domain),
                                domain.isVerified() && certifiable.contains(domain.name()),
                                primary.filter(name -> domain.isVerified() && !name.equals(domain.name()))
                                        .map(DomainName::inUnicode)
                                        .orElse(null),
                                above(domain, ofSite),
                                List.of())))
                .toList();
    }

    private static @Nullable String above(SiteDomain domain, List<SiteDomain> ofSite) {
        return ofSite.stream()
                .map(SiteDomain::name)
                .filter(name -> domain.name().isUnder(name))
                .findFirst()
                .map(DomainName::inUnicode)
                .orElse(null);
    }

    DomainView of(Site site, UUID id) {
        return of(site).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    String platformName(Site site) {
        return site.slug() + "." + names.now().domain();
    }

    /** An alias where DNS allows one: not at a name that was registered, because it holds other records too. */
    private List<Entry> points(Site site, SiteDomain domain) {
        var name = domain.name();
        var target = diagnoses.target(site.slug());
        boolean top = RegisteredName.of(name).filter(name::equals).isPresent();
        if (!top) return List.of(new Entry("CNAME", name.value(), target.name()));
        if (target.addresses().isEmpty()) return List.of(new Entry("ALIAS", name.value(), target.name()));
        return target.addresses().stream()
                .map(address -> new Entry(address.indexOf(':') >= 0 ? "AAAA" : "A", name.value(), address))
                .toList();
    }
}
