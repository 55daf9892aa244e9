package io.chantier.editing;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.lifecycle.Installation;
import io.chantier.lifecycle.Menuiserie;
import io.chantier.reading.OldSite;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** The page as it would be, while somebody is typing. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SketchTest {

    private static final String TITLE = "/content/pages/0/sections/0/title";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @Autowired
    TeamFixture people;

    private final OldSite old = Menuiserie.serve();
    private Installation chantier;
    private Client julie;

    @BeforeAll
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
        julie = people.browser(people.operator());
    }

    @AfterAll
    void stopOldSite() {
        old.close();
    }

    @Test
    void what_is_typed_is_seen_at_once_and_nothing_of_it_is_kept() {
        make("sketch-typed");
        var revision = revision("sketch-typed");

        var sketch = sketch(julie, "sketch-typed", Map.of(TITLE, "Des escaliers à peine dessinés"));

        assertThat(sketch.statusCode()).as(sketch.body()).isEqualTo(200);
        assertThat(page(sketch)).contains("Des escaliers à peine dessinés", "<nav");
        assertThat(revision("sketch-typed")).isEqualTo(revision);
        assertThat(chantier.visit(host(sketch), "/")).doesNotContain("à peine dessinés");
        assertThat(chantier.visit("sketch-typed", "/")).doesNotContain("à peine dessinés");
        assertThat(julie.get("/sites/sketch-typed/edit").body()).doesNotContain("à peine dessinés");
    }

    @Test
    void a_sketch_is_found_under_the_preview_of_its_own_site_only() {
        make("sketch-own");
        make("sketch-other");
        var mine = sketch(julie, "sketch-own", Map.of(TITLE, "Entre nous"));
        var theirs = sketch(julie, "sketch-other", Map.of(TITLE, "Ailleurs"));
        var path = URI.create(mine.body()).getPath();

        assertThat(chantier.visit(host(mine), path)).contains("Entre nous");
        assertThat(chantier.visit(host(theirs), path))
                .doesNotContain("Entre nous")
                .contains("<nav");
        assertThat(chantier.visit("sketch-own", path)).doesNotContain("Entre nous");
    }

    @Test
    void there_is_none_of_what_others_changed_meanwhile_nor_of_what_takes_new_files() {
        make("sketch-none");
        var seen = revision("sketch-none");
        julie.submit(
                "/sites/sketch-none/edit",
                "/sites/sketch-none/edit",
                Map.of("revision", seen, "on", "/", TITLE, "Le titre de Julie"));

        assertThat(sketch(julie, "sketch-none", Map.of("revision", seen, TITLE, "Le mien"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(sketch(julie, "sketch-none", Map.of("/tokens/color/primary", "#123456"))
                        .statusCode())
                .isEqualTo(204);
        assertThat(sketch(julie, "sketch-none", Map.of(TITLE, "")).statusCode())
                .as("what will be refused")
                .isEqualTo(204);
        assertThat(sketch(julie, "sketch-none", Map.of(TITLE, "Un titre")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoever_may_not_write_cannot_sketch() {
        make("sketch-guarded");
        var viewer = people.browser(people.member(people.firstTeam(), Role.VIEWER));

        assertThat(sketch(viewer, "sketch-guarded", Map.of(TITLE, "x")).statusCode())
                .isEqualTo(403);
    }

    private void make(String slug) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "LIVE"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    private HttpResponse<String> sketch(Client who, String slug, Map<String, String> fields) {
        var all = new LinkedHashMap<>(Map.of("revision", revision(slug), "on", "/"));
        all.putAll(fields);
        return who.submit("/sites/" + slug + "/edit", "/sites/" + slug + "/edit/sketch", all);
    }

    private String page(HttpResponse<String> sketch) {
        return chantier.visit(host(sketch), URI.create(sketch.body()).getPath());
    }

    private static String host(HttpResponse<String> sketch) {
        return URI.create(sketch.body()).getHost().replace(".localhost", "");
    }

    private String revision(String slug) {
        return chantier.site(slug).get("revision").asString();
    }
}
