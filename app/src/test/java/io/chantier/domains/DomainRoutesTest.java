package io.chantier.domains;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.domains.CertificateReadiness.Ready;
import io.chantier.domains.SiteDomain.Owner;
import io.chantier.domains.SiteDomain.Proof;
import io.chantier.ingress.RoutedSite.CustomDomain;
import io.chantier.ingress.RoutedSite.Use;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainRoutesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final DomainName PRIMARY = new DomainName("bakery.fr");
    private static final DomainName OTHER = new DomainName("www.bakery.fr");
    private static final DomainName OURS = new DomainName("bakery.example.org");

    private final List<SiteDomain> names = List.of(proved(PRIMARY, true), proved(OTHER, false));

    @Test
    void nobody_is_led_to_the_primary_name_before_its_certificate_is_there() {
        var ordered = new Ready(Set.of(PRIMARY, OTHER), Set.of(OTHER));
        assertThat(DomainRoutes.uses(names, ordered, Optional.of(OURS)))
                .containsExactly(
                        new CustomDomain(PRIMARY, new Use.Serves(), true),
                        new CustomDomain(OTHER, new Use.Serves(), true));
        assertThat(DomainRoutes.working(names, ordered)).isEmpty();
    }

    @Test
    void the_other_names_lead_to_the_primary_one_that_works() {
        var works = new Ready(Set.of(PRIMARY, OTHER), Set.of(PRIMARY));
        assertThat(DomainRoutes.uses(names, works, Optional.of(OURS)))
                .containsExactly(
                        new CustomDomain(PRIMARY, new Use.Serves(), true),
                        new CustomDomain(OTHER, new Use.LeadsTo(PRIMARY), true),
                        new CustomDomain(OURS, new Use.LeadsTo(PRIMARY), true));
        assertThat(DomainRoutes.working(names, works)).contains(PRIMARY);
    }

    private static SiteDomain proved(DomainName name, boolean primary) {
        return new SiteDomain(
                UUID.randomUUID(),
                new TeamId(UUID.randomUUID()),
                new Owner(new SiteId(UUID.randomUUID()), new Slug("bakery")),
                name,
                primary,
                NOW,
                new Proof("0".repeat(32), NOW, name, null, null, NOW));
    }
}
