package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.reading.OldSite;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** A person's own hand in the files of a site, from the API to the page of the visitor. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class HandEditsTest {

    private static final String CONTENT = "data/content.json";
    private static final String FOOTER = "src/components/Footer.astro";

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    private final OldSite old = Menuiserie.serve();
    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @AfterEach
    void stopOldSite() {
        old.close();
    }

    @Test
    void an_edited_text_component_and_rule_are_published_and_survive_making_the_site_again() throws Exception {
        make("edited");
        var text = get("edited", CONTENT).body();
        put("edited", CONTENT, text.replace("escaliers, portes et fenêtres", "escaliers tournants"));
        put("edited", "src/styles/custom.css", ".by-hand { letter-spacing: .2em }");
        var footer = Files.readString(Path.of("../templates/site-astro/template/" + FOOTER));
        put("edited", FOOTER, footer.replace("</footer>", "<p class=\"by-hand\">Fait à la main.</p></footer>"));

        var job = chantier.order("edited", "deploy");

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(chantier.visit("edited", "/")).contains("escaliers tournants", "Fait à la main.");

        chantier.order("edited", "generate");
        assertThat(get("edited", "src/styles/custom.css").body()).contains("letter-spacing");
        var taken = chantier.api().delete(file("edited", FOOTER));
        assertThat(taken.statusCode()).isEqualTo(200);
        chantier.order("edited", "deploy");
        assertThat(chantier.visit("edited", "/")).startsWith("HTTP/1.1 200").doesNotContain("Fait à la main.");
    }

    @ParameterizedTest
    @CsvSource({
        "package.json, file-not-editable",
        "astro.config.mjs, file-not-editable",
        ".npmrc, file-not-editable",
        ".claude/settings.json, file-not-editable",
        "data/provenance.json, file-not-editable",
        "src/.hidden/x.astro, file-not-editable",
        "public/x.js, file-not-editable",
    })
    void what_is_not_a_person_s_to_edit_is_refused(String path, String code) {
        make("refused-" + Math.abs(path.hashCode()));
        var answer = chantier.api().send("PUT", file("refused-" + Math.abs(path.hashCode()), path), "{}", "text/plain");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo(code);
    }

    @Test
    void a_path_that_leaves_the_site_and_a_text_that_is_no_json_change_nothing() {
        make("guarded");
        var before = chantier.site("guarded").get("revision").asString();
        for (var path : new String[] {"src/../package.json", "src/%2e%2e/package.json", "..%2f..%2fetc%2fpasswd"}) {
            var answer = chantier.api().send("PUT", file("guarded", path), "x", "text/plain");
            assertThat(answer.statusCode()).as(path).isBetween(400, 422);
        }
        var broken = chantier.api().send("PUT", file("guarded", CONTENT), "{\n\"pages\": [,]}", "text/plain");
        assertThat(broken.statusCode()).isEqualTo(422);
        assertThat(Client.json(broken).get("detail").asString()).contains("2");
        var large = chantier.api().send("PUT", file("guarded", "src/x.css"), "x".repeat((1 << 20) + 1), "text/plain");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(chantier.site("guarded").get("revision").asString()).isEqualTo(before);
    }

    @Test
    void of_two_people_who_edit_the_same_revision_the_later_one_is_told() {
        make("two");
        var seen = get("two", CONTENT);
        var revision = seen.headers().firstValue("ETag").orElseThrow();
        var first = Client.ofAdmin(environment).with("If-Match", revision);
        assertThat(first.send("PUT", file("two", "src/styles/custom.css"), "a{}", "text/plain")
                        .statusCode())
                .isEqualTo(200);
        var second = Client.ofAdmin(environment).with("If-Match", revision);
        var late = second.send("PUT", file("two", "src/styles/custom.css"), "b{}", "text/plain");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(Client.json(late).get("code").asString()).isEqualTo("file-overtaken");
        assertThat(get("two", "src/styles/custom.css").body()).isEqualTo("a{}");
    }

    private void make(String slug) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "LIVE"));
        assertThat(chantier.finished(site.get("job").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    private HttpResponse<String> get(String slug, String path) {
        return chantier.api().get(file(slug, path));
    }

    private void put(String slug, String path, String text) {
        var answer = chantier.api().send("PUT", file(slug, path), text, "text/plain;charset=utf-8");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static String file(String slug, String path) {
        return "/api/sites/" + slug + "/files/" + path;
    }
}
