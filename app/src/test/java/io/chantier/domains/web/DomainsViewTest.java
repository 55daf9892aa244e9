package io.chantier.domains.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.domains.SiteDomain;
import io.chantier.domains.SiteDomain.Owner;
import io.chantier.domains.SiteDomain.Proof;
import io.chantier.domains.web.DomainView.Around;
import io.chantier.domains.web.DomainsView.Form;
import io.chantier.domains.web.DomainsView.Platform;
import io.chantier.sites.SiteId;
import io.chantier.values.DomainName;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DomainsViewTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void the_page_looks_again_often_while_somebody_sits_before_it_then_now_and_then_and_never_when_all_is_there() {
        var fresh = name(Duration.ofMinutes(14), false);
        var old = name(Duration.ofMinutes(16), false);
        var done = name(Duration.ofMinutes(1), true);
        assertThat(page(fresh, old).pace(NOW)).isEqualTo("every 5s");
        assertThat(page(old, done).pace(NOW)).isEqualTo("every 60s");
        assertThat(page(old, done).isWaiting()).isTrue();
        assertThat(page(done).isWaiting()).isFalse();
    }

    private static DomainsView page(DomainView... names) {
        return new DomainsView(
                "/sites/shop/domains",
                List.of(names),
                30,
                new Platform("shop.example.org", Set.of(), true),
                Form.EMPTY);
    }

    private static DomainView name(Duration since, boolean certifiable) {
        var name = new DomainName("bakery.fr");
        var domain = new SiteDomain(
                UUID.randomUUID(),
                new TeamId(UUID.randomUUID()),
                new Owner(new SiteId(UUID.randomUUID()), new Slug("shop")),
                name,
                true,
                NOW.minus(since),
                new Proof("0".repeat(32), NOW, name, null, null, NOW));
        return DomainView.of(domain, new Around(List.of(), certifiable, null, null, null, List.of()));
    }
}
