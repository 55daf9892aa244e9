package io.chantier.checks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.generation.Joinery;
import io.chantier.reading.OldSite;
import io.chantier.values.TeamId;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

/** Links to other people's sites, asked for over real HTTP. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class OutsideLinksTest {

    @Autowired
    OutsideLinks links;

    @Test
    void a_link_that_leads_nowhere_is_a_remark_and_asked_for_once_a_week() {
        var team = new TeamId(UUID.randomUUID());
        var there = new OldSite();
        there.page("/there.html", "<p>Here</p>");
        var base = there.address().replaceFirst("/?$", "/");
        var gone = base + "gone.html";
        var nobody = "http://127.0.0.1:1/";
        var site = linking(base + "there.html", gone, nobody, "http://169.254.169.254/latest/");

        var found = links.broken(team, site);

        assertThat(found).allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("outside-broken");
            assertThat(finding.isBlocking()).isFalse();
        });
        assertThat(found).extracting(finding -> finding.args().get("href")).containsExactly(gone, nobody);
        there.close();
        assertThat(links.broken(team, site))
                .as("remembered, although nobody answers now")
                .isEqualTo(found);
    }

    private static Candidate linking(String... addresses) {
        var source = Joinery.source();
        var data = Gates.written(source);
        var files = new TreeMap<>(PlainPages.of(data, Gates.MARKER));
        var links = new StringBuilder();
        for (var address : addresses) links.append("<p><a href=\"" + address + "\">Ailleurs</a></p>");
        files.computeIfPresent(
                "index.html",
                (_, html) -> new String(html, UTF_8)
                        .replace("</main>", links + "</main>")
                        .getBytes(UTF_8));
        return Gates.candidate(source, data, files);
    }
}
