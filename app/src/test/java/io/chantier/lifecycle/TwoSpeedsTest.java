package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.checks.Finding;
import io.chantier.checks.Run;
import io.chantier.checks.Run.Speed;
import io.chantier.checks.Runs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An edit of a published site waits for the quick checks only, and everything is examined behind. */
class TwoSpeedsTest extends WithPublishedSite {

    @Autowired
    Runs runs;

    @Autowired
    NightlyChecks nightly;

    @Autowired
    JdbcClient database;

    @Test
    void an_edited_text_goes_online_after_the_quick_checks_and_is_examined_wholly_behind() {
        online("speeds");
        assertThat(runs.list(found("speeds"), 9)).extracting(Run::speed).containsOnly(Speed.WHOLE);

        byHand.change(found("speeds"), "en bois massif", "en bois massif et en bois du pays");
        assertThat(deployed("speeds")).isEqualTo("SUCCEEDED");

        assertThat(chantier.visit("speeds", "/")).contains("et en bois du pays");
        var revision = found("speeds").status().revision();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(of("speeds", revision)).containsExactly(Speed.WHOLE, Speed.QUICK));
        assertThat(page("speeds")).doesNotContain("online-trouble");
    }

    @Test
    void the_quick_checks_hold_back_what_is_wrong_with_an_edit() {
        online("speeds-wrong");
        byHand.change(found("speeds-wrong"), "en bois massif", "en bois massif (01 45 67 89 10)");

        assertThat(deployed("speeds-wrong")).isEqualTo("FAILED");

        assertThat(of("speeds-wrong", found("speeds-wrong").status().revision()))
                .containsExactly(Speed.QUICK);
        assertThat(chantier.visit("speeds-wrong", "/")).doesNotContain("01 45 67 89 10");
    }

    @Test
    void after_a_change_of_a_component_everything_is_examined_before() {
        online("speeds-look");
        var answer = chantier.api()
                .send("PUT", "/api/sites/speeds-look/files/src/styles/custom.css", ".x { top: 0 }", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(200);

        assertThat(deployed("speeds-look")).isEqualTo("SUCCEEDED");

        assertThat(of("speeds-look", found("speeds-look").status().revision())).containsExactly(Speed.WHOLE);
    }

    @Test
    void where_something_is_found_behind_the_way_back_is_offered_and_gone_on_a_click() {
        online("speeds-back");
        byHand.change(found("speeds-back"), "en bois massif", "en bois massif, livré chez vous");
        deployed("speeds-back");
        var revision = String.valueOf(found("speeds-back").status().revision());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(of("speeds-back", revision)).contains(Speed.WHOLE));
        assertThat(page("speeds-back")).doesNotContain("online-trouble");
        var barrier = new Finding("alt-missing", Finding.Severity.BLOCKING, "/", null, "a.webp", Map.of());
        findings.save(found("speeds-back"), revision, List.of(barrier));

        var notice = page("speeds-back");
        assertThat(notice).contains("online-trouble");
        assertThat(chantier.visit("speeds-back", "/"))
                .as("nothing goes back by itself")
                .contains("livré chez vous");
        var way = notice.replaceAll("(?s).*action=\"(/sites/speeds-back/releases/[0-9a-f]{64}/current)\".*", "$1");
        browser().submit("/sites/speeds-back", way, Map.of());

        assertThat(chantier.visit("speeds-back", "/")).doesNotContain("livré chez vous");
        assertThat(page("speeds-back")).doesNotContain("online-trouble");
    }

    @Test
    void each_night_what_is_online_is_examined_again_and_each_time_stands_on_the_page() {
        online("speeds-night");
        // The sample begins with those that were examined the longest time ago; other tests have sites online, too.
        database.sql("update checks_run set at = at - interval '1 year' where site_id = ?")
                .param(found("speeds-night").id().value())
                .update();
        var before = runs.list(found("speeds-night"), 20).size();

        nightly.sample();

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(runs.list(found("speeds-night"), 20))
                        .hasSizeGreaterThan(before)
                        .first()
                        .extracting(Run::speed)
                        .isEqualTo(Speed.WHOLE));
        assertThat(runs.newest(found("speeds-night")).orElseThrow().score().weight())
                .isBetween(10_000L, 3_000_000L);
        assertThat(browser().get("/sites/speeds-night/checks").body())
                .contains("id=\"scores\"", "data-chart", ">–</td>");
    }

    /** Newest first. */
    private List<Speed> of(String slug, @Nullable String revision) {
        return runs.list(found(slug), 9).stream()
                .filter(run -> run.revision().equals(revision))
                .map(Run::speed)
                .toList();
    }

    private String page(String slug) {
        return browser().get("/sites/" + slug).body();
    }
}
