package io.chantier.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.checks.Finding.Severity;
import io.chantier.sites.Site;
import io.chantier.sites.SiteId;
import io.chantier.sites.SiteKind;
import io.chantier.sites.SiteState;
import io.chantier.sites.Wishes;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ChantierTest
class FindingsTest {

    private static final Finding PRICE = new Finding(
            "invented-price",
            Severity.BLOCKING,
            "/",
            "content#/pages/0",
            "Dès 300 € \u0000😀",
            Map.of("claim", "300,00"));
    private static final Finding TITLE = new Finding("title-long", Severity.WARNING, "/", null, "…", Map.of());

    @Autowired
    Findings findings;

    @Test
    void what_was_found_comes_back_as_it_was_but_for_what_a_database_cannot_hold() {
        var site = bakery(new TeamId(UUID.randomUUID()));

        findings.save(site, "r1", List.of(PRICE, TITLE));

        assertThat(findings.list(site, "r1")).hasSize(2).last().isEqualTo(TITLE);
        assertThat(findings.list(site, "r1").getFirst().excerpt()).isEqualTo("Dès 300 € 😀");
        assertThat(findings.list(site, "r2")).isEmpty();
    }

    @Test
    void examining_again_replaces_what_was_found() {
        var site = bakery(new TeamId(UUID.randomUUID()));

        findings.save(site, "r1", List.of(PRICE, TITLE));
        findings.save(site, "r1", List.of(TITLE));

        assertThat(findings.list(site, "r1")).containsExactly(TITLE);
    }

    @Test
    void a_revision_that_says_the_same_is_held_back_for_the_same_reasons_until_it_is_examined_itself() {
        var site = bakery(new TeamId(UUID.randomUUID()));
        findings.save(site, "r1", List.of(PRICE, TITLE));

        findings.carry(site, "r1", "r2");
        findings.carry(site, "r1", "r2");
        assertThat(findings.list(site, "r2")).hasSize(2).isEqualTo(findings.list(site, "r1"));

        findings.save(site, "r2", List.of(TITLE));
        findings.carry(site, "r1", "r2");
        assertThat(findings.list(site, "r2")).containsExactly(TITLE);
    }

    @Test
    void another_team_sees_nothing() {
        var site = bakery(new TeamId(UUID.randomUUID()));
        findings.save(site, "r1", List.of(TITLE));

        var stolen = new Site(
                site.id(),
                new TeamId(UUID.randomUUID()),
                site.slug(),
                site.kind(),
                site.profile(),
                site.status(),
                site.createdAt());

        assertThat(findings.list(stolen, "r1")).isEmpty();
    }

    private static Site bakery(TeamId team) {
        return new Site(
                new SiteId(UUID.randomUUID()),
                team,
                new Slug("bakery"),
                SiteKind.SHOWCASE,
                new Site.Profile("Bakery", null, "fr", Wishes.NONE),
                new Site.Status(SiteState.DRAFT, null, null, null),
                Instant.EPOCH);
    }
}
