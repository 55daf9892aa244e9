package io.chantier.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.sites.Sites;
import io.chantier.values.Digest;
import io.chantier.values.Slug;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A client looks and comments by a link, without an account. */
@ExtendWith(OutputCaptureExtension.class)
class ReviewsTest extends ClientFixture {

    @Autowired
    Sites sites;

    @Test
    void a_program_that_looks_into_every_link_changes_nothing_and_learns_nothing(CapturedOutput log) {
        make("scanned");
        var path = link("scanned");
        var before = everything();
        for (var address : List.of(path, path + "/approval", path + "/newest", path + "/comments", path + "/sending")) {
            client().get(address);
            client().head("HEAD", address, "");
        }
        assertThat(everything()).isEqualTo(before);

        var answer = client().get(path);
        var headers = answer.headers();
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("X-Robots-Tag").orElse("")).contains("noindex");
        assertThat(headers.firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(headers.firstValue("Content-Security-Policy").orElse("")).contains("frame-ancestors 'none'");
        assertThat(headers.allValues("Set-Cookie")).isEmpty();
        var frame = Jsoup.parse(answer.body()).select("iframe[name=site]");
        assertThat(frame.attr("src")).contains(".preview.");
        assertThat(frame.attr("sandbox")).isEqualTo("allow-same-origin");
        assertThat(frame.outerHtml()).doesNotContain(token(path));
        assertThat(log.getAll()).doesNotContain(token(path));
    }

    @Test
    void an_unforeseen_error_leaves_no_link_in_the_log(CapturedOutput log) {
        make("broken");
        var path = link("broken");
        database.sql("alter table review_task rename to review_task_away").update();
        try {
            assertThat(client().get(path).statusCode()).isEqualTo(500);
        } finally {
            database.sql("alter table review_task_away rename to review_task").update();
        }
        assertThat(log.getAll()).contains("Bug", "/review/***").doesNotContain(token(path));
    }

    @Test
    void a_form_that_another_site_sends_is_refused() {
        make("cross-site");
        var path = link("cross-site");
        var digest = digest(open(path));
        var forged = client().with("Sec-Fetch-Site", "cross-site");
        assertThat(forged.form(path + "/approval", Map.of("digest", digest)).statusCode())
                .isEqualTo(403);
        assertThat(client().with("Sec-Fetch-Site", "same-site")
                        .form(path + "/approval", Map.of("digest", digest))
                        .statusCode())
                .as("a site of ours is another site")
                .isEqualTo(403);
        assertThat(approvals("cross-site")).isZero();
    }

    @Test
    void a_wrong_expired_or_revoked_link_says_the_same() {
        make("closed");
        var revoked = invite("closed", wanted("Retirée"));
        var expired = invite("closed", wanted("Trop tard"));
        var shown = shown(open(path(revoked)));
        assertThat(shown).contains("200 OK");
        var address = open(path(revoked)).select("iframe[name=site]").attr("src");
        var id = revoked.at("/review/id").asString();
        assertThat(chantier.api().delete("/api/sites/closed/reviews/" + id).statusCode())
                .isEqualTo(204);
        database.sql("update review set expires_at = now() - interval '1 minute' where id = ?::uuid")
                .param(expired.at("/review/id").asString())
                .update();

        var first = client().get("/review/AAAAAAAAAAAAAAAAAAAAAA");
        assertThat(first.statusCode()).isEqualTo(404);
        assertThat(first.headers().allValues("Set-Cookie")).isEmpty();
        for (var path : List.of(path(revoked), path(expired), "/review/x")) {
            var answer = client().get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo(first.body());
            assertThat(approve(path, "0".repeat(64)).statusCode()).isEqualTo(404);
            assertThat(comment(path, "/", 0, "Je reviens").statusCode()).isEqualTo(404);
        }
        await().untilAsserted(
                        () -> assertThat(chantier.visit(host(address), "/")).contains("404"));
        assertThat(tasks("closed")).isEmpty();
    }

    @Test
    void only_the_hash_of_a_link_is_kept_and_no_letter_has_it() {
        make("hashed");
        var made = invite("hashed", wanted("Monsieur Hash"));
        var token = token(path(made));
        assertThat(token).hasSize(22);
        assertThat(database.sql("select hash from review where id = ?::uuid")
                        .param(made.at("/review/id").asString())
                        .query(String.class)
                        .single())
                .isEqualTo(Digest.of(token).value());
        for (var table : List.of("review", "letter", "audit_event", "deployment_showing"))
            assertThat(database.sql("select string_agg(t::text, ' ') from " + table + " t")
                            .query(String.class)
                            .single())
                    .doesNotContain(token);
        assertThat(outbox()).contains("Votre site Menuiserie Lefèvre est prêt");
        assertThat(chantier.api().get("/api/sites/hashed/reviews").body()).doesNotContain(token);
    }

    @Test
    void guessing_links_is_throttled() {
        make("guessed");
        var path = link("guessed");
        var answers = IntStream.range(0, 61)
                .map(at -> client().get("/review/%022d".formatted(at)).statusCode())
                .boxed()
                .toList();
        assertThat(answers.getFirst()).isEqualTo(404);
        assertThat(answers.getLast()).isEqualTo(429);
        assertThat(client().get(path).statusCode()).isEqualTo(429);
    }

    @Test
    void what_a_client_says_of_a_section_is_a_task_and_its_answer_is_read_by_them() {
        make("said");
        var path = link("said");
        assertThat(comment(path, "/", 1, "Le titre est trop long").statusCode()).isEqualTo(302);

        var task = tasks("said").getFirst();
        assertThat(task.get("words").asString()).isEqualTo("Le titre est trop long");
        assertThat(task.get("section").asInt()).isEqualTo(1);
        assertThat(task.get("state").asString()).isEqualTo("OPEN");
        var tab = Jsoup.parse(julie.get("/sites/said/approval").body());
        assertThat(tab.select(".task").text()).contains("Madame Lefèvre", "Le titre est trop long");
        assertThat(tab.select("form[action$=author]"))
                .as("nobody does it for money")
                .isEmpty();
        assertThat(julie.get("/").body()).contains("demande(s) de clients");

        var answered = julie.submit(
                "/sites/said/approval",
                "/sites/said/approval/tasks/" + task.get("id").asString(),
                Map.of("state", "ANSWERED", "answer", "Nous le raccourcissons."));
        assertThat(answered.statusCode()).isEqualTo(302);
        assertThat(open(path).select(".said").text())
                .contains("Le titre est trop long", "Répondu", "Nous le raccourcissons.");
        var done = chantier.api().put("/api/sites/said/tasks/" + task.get("id").asString(), Map.of("state", "DONE"));
        assertThat(Client.json(done).get("answer").asString()).isEqualTo("Nous le raccourcissons.");
        assertThat(open(path).select(".said").text()).contains("Fait");
        assertThat(chantier.api()
                        .put(
                                "/api/sites/said/tasks/" + task.get("id").asString(),
                                Map.of("state", "WITH_AUTHOR", "budgetMicros", 1000))
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void a_comment_is_text_wherever_it_is_shown_and_has_its_limits() {
        make("scripted");
        var path = path(invite("scripted", wanted("<img src=x onerror=alert(1)>")));
        for (var words : List.of("<script>alert(1)</script>", "\"><svg onload=alert(1)>", "{{7*7}} ${7*7} ]]>")) {
            assertThat(comment(path, "/", 0, words).statusCode()).isEqualTo(302);
            for (var page : List.of(
                    open(path),
                    Jsoup.parse(julie.get("/sites/scripted/approval").body()))) {
                assertThat(page.select("main script:not([src]), main svg[onload], main img[onerror]"))
                        .isEmpty();
                assertThat(page.select(".said-words").eachText()).contains(words);
            }
        }
        assertThat(comment(path, "/", 0, "x".repeat(2001)).statusCode()).isEqualTo(422);
        assertThat(comment(path, "/", 0, " ").statusCode()).isEqualTo(422);
        assertThat(comment(path, "/nowhere", 0, "Où ?").statusCode()).isEqualTo(422);
        assertThat(comment(path, "/", 99, "Où ?").statusCode()).isEqualTo(422);
        for (var at = tasks("scripted").size(); at < Tasks.MOST_AT_ONCE; at++) comment(path, "/", 0, "Encore");
        var tooMany = comment(path, "/", 0, "Et encore");
        assertThat(tooMany.statusCode()).isEqualTo(429);
        assertThat(tooMany.body()).contains("Et encore", "Trop de remarques");
        assertThat(tasks("scripted")).hasSize(Tasks.MOST_AT_ONCE);
    }

    @Test
    void a_link_does_what_it_was_made_for_and_nothing_more() {
        make("limited");
        var path = link("limited", "COMMENT");
        assertThat(open(path).select("form[action$=approval]")).isEmpty();
        assertThat(approve(
                                path,
                                Client.json(chantier.api().get("/api/sites/limited/reviews"))
                                        .at("/items/0/digest")
                                        .asString())
                        .statusCode())
                .isEqualTo(403);
        assertThat(client().form(path + "/sending", Map.of("revision", revision("limited")))
                        .statusCode())
                .isEqualTo(403);
        var looking = new HashMap<>(wanted("Pour information"));
        looking.put("rights", List.of());
        var onlyLook = path(invite("limited", looking));
        assertThat(comment(onlyLook, "/", 0, "Rien").statusCode()).isEqualTo(403);
        assertThat(approvals("limited")).isZero();
        var other = people.program(people.stranger());
        assertThat(other.get("/api/sites/limited/reviews").statusCode()).isEqualTo(404);
    }

    @Test
    void a_link_names_what_is_wrong_with_how_it_was_asked_for() {
        make("asked");
        var api = chantier.api();
        for (var wrong : List.of(
                "{}",
                "{\"name\": \" \"}",
                "{\"name\": \"A\\nB\"}",
                "{\"name\": \"A\", \"email\": \"nobody\"}",
                "{\"name\": \"A\", \"days\": 0}",
                "{\"name\": \"A\", \"days\": 366}",
                "{\"name\": \"A\", \"language\": \"de\"}",
                "{\"name\": \"A\", \"rights\": [\"RULE\"]}"))
            assertThat(api.send("POST", "/api/sites/asked/reviews", wrong, "application/json")
                            .statusCode())
                    .as(wrong)
                    .isBetween(400, 422);
        var asked = "{\"name\": \"A\", \"days\": 1, \"rights\": [\"ARRANGE\"]}";
        var made = Client.json(api.send("POST", "/api/sites/asked/reviews", asked, "application/json"));
        assertThat(made.at("/review/rights").toString()).contains("ARRANGE", "EDIT");
        assertThat(Duration.between(
                        Instant.parse(made.at("/review/createdAt").asString()),
                        Instant.parse(made.at("/review/expiresAt").asString())))
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void a_deleted_site_leaves_nothing_of_its_clients() {
        make("deleted-reviews");
        var path = link("deleted-reviews");
        comment(path, "/", 0, "À oublier");
        var id = sites.find(people.firstTeam(), new Slug("deleted-reviews"))
                .orElseThrow()
                .id();
        chantier.api().post("/api/sites/deleted-reviews/archive", Map.of());
        assertThat(client().get(path).statusCode()).isEqualTo(404);
        assertThat(chantier.api().delete("/api/sites/deleted-reviews").statusCode())
                .isEqualTo(204);
        for (var table : List.of("review", "review_task", "approval", "approval_rule", "deployment_showing"))
            assertThat(database.sql("select count(*) from " + table + " where site_id = ?")
                            .param(id.value())
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
    }

    private static String host(String address) {
        return URI.create(address).getHost().replace(".localhost", "");
    }

    /** What a visit could have changed. */
    private String everything() {
        return database.sql("""
                        select concat((select count(*) from approval), ' ', (select count(*) from review_task), ' ',
                          (select count(*) from audit_event), ' ', (select count(*) from letter), ' ',
                          (select count(*) from spring_session), ' ', (select sum(hashtext(r::text)) from review r))
                        """).query(String.class).single();
    }
}
