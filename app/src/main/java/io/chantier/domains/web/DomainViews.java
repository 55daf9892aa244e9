package io.chantier.domains.web;

import io.chantier.domains.DomainRoutes;
import io.chantier.domains.Finding;
import io.chantier.domains.RegisteredName;
import io.chantier.domains.SiteDomain;
import io.chantier.domains.SiteDomains;
import io.chantier.domains.certificates.CertificateState;
import io.chantier.domains.certificates.Certificates;
import io.chantier.domains.dns.Diagnoses;
import io.chantier.domains.dns.Remark;
import io.chantier.domains.web.DomainView.Around;
import io.chantier.domains.web.DomainView.Certificate;
import io.chantier.domains.web.DomainView.Entry;
import io.chantier.ingress.Naming;
import io.chantier.sites.Site;
import io.chantier.values.DomainName;
import java.time.Clock;
import java.time.Instant;
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
    private final Certificates certificates;
    private final Naming names;
    private final Clock clock;

    DomainViews(
            SiteDomains domains,
            DomainRoutes routes,
            Diagnoses diagnoses,
            Certificates certificates,
            Naming names,
            Clock clock) {
        this.certificates = certificates;
        this.clock = clock;
        this.diagnoses = diagnoses;
        this.domains = domains;
        this.routes = routes;
        this.names = names;
    }

    List<DomainView> of(Site site) {
        var ofSite = domains.of(site.team(), site.id());
        var ready = routes.ready(site.slug());
        var primary = DomainRoutes.working(ofSite, ready);
        var seen = certificates.of(site.team(), site.id());
        var now = clock.instant();
        return ofSite.stream()
                .map(domain -> DomainView.of(
                        domain,
                        new Around(
                                points(site, domain),
                                domain.isVerified() && ready.certifiable().contains(domain.name()),
                                primary.filter(name -> domain.isVerified() && !name.equals(domain.name()))
                                        .map(DomainName::inUnicode)
                                        .orElse(null),
                                above(domain, ofSite),
                                certificate(seen.get(domain.id()), now),
                                remarks(seen.get(domain.id()), now))))
                .toList();
    }

    private static List<Remark> remarks(@Nullable CertificateState seen, Instant now) {
        return seen == null ? List.of() : seen.remarks(now);
    }

    private static @Nullable Certificate certificate(@Nullable CertificateState seen, Instant now) {
        if (seen == null || !seen.isSecured()) return null;
        var reading = seen.reading();
        return reading == null ? null : new Certificate(reading.issuer(), reading.notAfter(), reading.daysLeft(now));
    }

    private static @Nullable String above(SiteDomain domain, List<SiteDomain> ofSite) {
        return ofSite.stream()
                .filter(one -> domain.name().isUnder(one.name()) && !provedNothing(one, domain))
                .findFirst()
                .map(one -> one.name().inUnicode())
                .orElse(null);
    }

    /** Whether the record of the name above stands, and did not prove the one below when that was looked at. */
    private static boolean provedNothing(SiteDomain above, SiteDomain below) {
        var since = above.proof().verifiedAt();
        var last = below.proof().lastLook();
        boolean wasOfUse = above.name().equals(below.proof().provedBy());
        return since != null
                && last != null
                && !wasOfUse
                && last.finding() == Finding.MISSING
                && last.at().isAfter(since);
    }

    DomainView of(Site site, UUID id) {
        return of(site).stream()
                .filter(view -> view.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Has where the name leads, and its certificate, looked at within seconds. */
    void lookSoon(Site site, UUID id) {
        certificates.lookSoon(site.team(), id);
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
