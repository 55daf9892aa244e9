package io.chantier.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.ByHand;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class TourTest {

    @Autowired
    TeamFixture people;

    @Autowired
    EdgeServer edge;

    @Autowired
    Sites sites;

    @Autowired
    ByHand byHand;

    @Test
    void each_step_ticks_itself_off_by_what_really_happened() throws Exception {
        var owner = people.stranger();
        var browser = people.browser(owner);
        var chantier = new Installation(people.program(owner), edge.address());
        assertThat(done(browser)).isEmpty();
        assertThat(next(browser)).isEqualTo("Donner l’adresse");
        try (var old = Menuiserie.serve()) {
            var made = chantier.create(Map.of("sourceUrl", old.address(), "slug", "tour-atelier", "goal", "GENERATED"));
            chantier.finished(made.get("job").asString());
            assertThat(done(browser)).containsExactly("Donner l’adresse", "Suivre le travail");
            browser.get("/sites/tour-atelier/source");
            assertThat(done(browser)).hasSize(3).contains("Relire ce qui a été trouvé");
            byHand.change(
                    sites.find(owner.team(), new Slug("tour-atelier")).orElseThrow(),
                    "en bois massif",
                    "en chêne massif");
            assertThat(done(browser)).hasSize(4).contains("Changer quelque chose");
            chantier.order("tour-atelier", "deploy");
        }
        assertThat(done(browser)).hasSize(5).contains("Mettre en ligne et envoyer");
        assertThat(browser.get("/").body()).contains("Votre premier site est fait");
    }

    @Test
    void it_is_put_away_and_begun_again_by_each_member_for_themselves() {
        var owner = people.stranger();
        var browser = people.browser(owner);
        var colleague = people.browser(people.member(owner.team(), Role.EDITOR));
        assertThat(browser.submit("/", "/tour/end", Map.of()).statusCode()).isEqualTo(302);
        assertThat(browser.get("/").body()).doesNotContain("tour-steps").contains("Revoir la visite guidée");
        assertThat(colleague.get("/").body()).contains("tour-steps");
        assertThat(browser.submit("/", "/tour", Map.of()).statusCode()).isEqualTo(302);
        assertThat(browser.get("/").body()).contains("tour-steps");
    }

    @Test
    void who_only_looks_is_not_shown_how_to_make_a_site() {
        var viewer = people.browser(people.member(people.stranger().team(), Role.VIEWER));
        assertThat(viewer.get("/").body()).doesNotContain("tour-steps");
        assertThat(viewer.submit("/", "/tour", Map.of()).statusCode()).isEqualTo(403);
    }

    private static List<String> done(Client browser) {
        return Jsoup.parse(browser.get("/").body()).select(".tour-steps .done strong").eachText().stream()
                .map(text -> text.replaceFirst(" ?· fait$", ""))
                .toList();
    }

    private static String next(Client browser) {
        return Jsoup.parse(browser.get("/").body())
                .select(".tour-steps .next strong")
                .text();
    }
}
