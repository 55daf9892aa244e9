package io.chantier.generation.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.generation.AuthorSettings;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.values.Slug;
import io.chantier.values.TeamId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The whole job with the real program in place, whose model is ours. */
class ClaudeSiteTest extends WithOldSite {

    @Autowired
    TeamFixture people;

    @Test
    void an_old_site_becomes_a_site_in_the_models_words_and_each_text_knows_where_it_comes_from() {
        var model = new WritingModel();
        API.model(model);

        var job = made("claude-whole", "LIVE");

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(steps(job))
                .containsSubsequence("read-source", "analyse", "write-content", "adapt-design", "check", "repair");
        assertThat(model.steps()).containsExactly("analysis", "content", "design");
        var files = files("claude-whole");
        assertThat(text(files, "data/content.json")).contains("Repris : ", "fabrique et pose vos escaliers");
        var provenance =
                MessagesStub.JSON.readTree(files.get("data/provenance.json")).path("entries");
        var description = provenance.path("content#/pages/0/description");
        assertThat(description.path("by").asString()).isEqualTo("claude");
        assertThat(description.path("page").asString()).startsWith(old.address());
        assertThat(description.path("excerpt").asString()).contains("fabrique et pose");
        assertThat(text(files, "design-tokens.json")).contains("vitrine", "#224466");
        assertThat(text(files, "data/site.json")).contains("+33299123456");
        assertThat(chantier.visit("claude-whole", "/")).contains("Repris : ", "tel:+33299123456");
    }

    @Test
    void what_it_cost_is_in_the_ledger_step_by_step() {
        API.model(new WritingModel());

        var job = made("claude-cost", "GENERATED");

        var spent = database.sql("select step, model, micro_usd from metering_usage where job_id = ?::uuid order by at")
                .param(job.get("id").asString())
                .query((row, _) -> row.getString("step") + " " + row.getString("model") + " "
                        + (row.getLong("micro_usd") > 0 ? "paid" : "free"))
                .list();
        assertThat(spent)
                .containsExactly(
                        "analyse claude-haiku-5-5 paid",
                        "write-content claude-sonnet-5-5 paid",
                        "adapt-design claude-haiku-5-5 paid");
    }

    @Test
    void the_source_is_read_once_by_the_cheap_model_and_never_by_the_dear_one() {
        API.model(new WritingModel());
        var before = API.requests().size();

        made("claude-once", "GENERATED");

        var requests = API.requests().subList(before, API.requests().size());
        var full = requests.stream()
                .filter(request -> WritingModel.step(request).equals("analysis"))
                .toList();
        assertThat(full).hasSize(1);
        assertThat(full.getFirst().path("model").asString()).contains("haiku");
        assertThat(requests.stream().filter(request -> request.toString().contains("\\\"pages\\\":")))
                .as("the whole text of the old site")
                .hasSize(1);
        // What comes first is the same for every site, so that an endpoint can keep it.
        var content = requests.stream()
                .filter(request -> WritingModel.step(request).equals("content"))
                .findFirst()
                .orElseThrow();
        assertThat(content.path("system").toString()).doesNotContain("Lefèvre", old.address());
        assertThat(content.path("tools").toString()).doesNotContain("Lefèvre");
    }

    @Test
    void an_invented_number_is_sent_back_to_the_author_and_gone_afterwards() {
        var model = new WritingModel() {
            @Override
            protected tools.jackson.databind.node.ObjectNode content(JsonNode dossier) {
                var answer = super.content(dossier);
                var page = (tools.jackson.databind.node.ObjectNode)
                        answer.path("pages").path(0);
                page.put("description", "Appelez le 06 11 22 33 44 pour vos escaliers.");
                return answer;
            }

            @Override
            protected String mended(String content) {
                return content.replace(
                        "Appelez le 06 11 22 33 44 pour vos escaliers.", "Vos escaliers, faits à Rennes.");
            }
        };
        API.model(model);

        var job = made("claude-repair", "GENERATED");

        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        assertThat(model.steps()).containsExactly("analysis", "content", "design", "repair");
        assertThat(text(files("claude-repair"), "data/content.json"))
                .contains("Vos escaliers, faits à Rennes.")
                .doesNotContain("06 11 22 33 44");
    }

    @Test
    void what_the_model_cannot_mend_stays_a_finding_and_is_never_published() {
        API.model(new WritingModel() {
            @Override
            protected tools.jackson.databind.node.ObjectNode content(JsonNode dossier) {
                var answer = super.content(dossier);
                ((tools.jackson.databind.node.ObjectNode) answer.path("pages").path(0))
                        .put("description", "Appelez le 06 11 22 33 44.");
                return answer;
            }
        });

        var job = made("claude-stubborn", "LIVE");

        assertThat(job.get("state").asString()).isEqualTo("FAILED");
        assertThat(job.at("/failure/code").asString()).isEqualTo("gate-closed");
        assertThat(chantier.visit("claude-stubborn", "/")).doesNotContain("06 11 22 33 44");
    }

    @Test
    void what_the_endpoint_says_itself_is_for_operators_and_a_team_gets_our_words_and_a_remedy() {
        API.model((_, _) -> new MessagesStub.Reply.Refused(
                400, "invalid_request_error", "gw-7.corp.internal: account 4711, key " + KEY + " " + "x".repeat(900)));

        var job = made("claude-words", "GENERATED");

        assertThat(job.at("/failure/code").asString()).as(job.toPrettyString()).isEqualTo("claude-bad-request");
        var path = "/sites/claude-words/jobs/" + job.get("id").asString();
        var member = people.browser(people.member(people.firstTeam(), Role.OWNER));
        for (var seen : List.of(path, "/sites/claude-words", "/sites/claude-words/jobs", "/"))
            assertThat(member.get(seen).body()).as(seen).doesNotContain("gw-7", "4711", KEY);
        assertThat(member.get(path).body()).contains("/manual/errors#claude-bad-request");
        var told = chantier.api().get("/api/jobs/" + job.get("id").asString()).body()
                + chantier.api().get("/api/sites/claude-words").body();
        assertThat(told).contains("claude-bad-request").doesNotContain("gw-7", KEY);
        var page = people.browser(people.operator()).get(path).body();
        assertThat(page)
                .contains("<blockquote", "gw-7.corp.internal: account 4711")
                .doesNotContain(KEY);
        assertThat(page.split("x{301}", -1)).as("bounded").hasSize(1);
    }

    @Test
    void at_its_limit_the_work_stops_and_the_draft_is_kept() {
        API.model(new WritingModel() {
            @Override
            public MessagesStub.Reply answer(int turn, JsonNode request) {
                var reply = super.answer(turn, request);
                return WritingModel.step(request).equals("content")
                                && reply instanceof MessagesStub.Reply.Content(var blocks, var stop, var _)
                        ? new MessagesStub.Reply.Content(blocks, stop, 40_000)
                        : reply;
            }
        });

        var job = made("claude-limit", "GENERATED");

        assertThat(job.get("state").asString()).isEqualTo("FAILED");
        assertThat(job.at("/failure/code").asString()).isEqualTo("claude-budget");
        assertThat(job.at("/failure/remedy").asString()).isNotBlank();
        assertThat(text(files("claude-limit"), "data/content.json")).contains("escaliers");

        API.model(new WritingModel());
        limit("job", 5_000_000);
        assertThat(chantier.api()
                        .post("/api/jobs/" + job.get("id").asString() + "/retry", Map.of())
                        .statusCode())
                .isBetween(200, 299);
        assertThat(chantier.finished(job.get("id").asString()).get("state").asString())
                .isEqualTo("SUCCEEDED");
    }

    @Test
    void what_would_cost_more_than_the_limit_leaves_is_not_begun() {
        API.model(new WritingModel());
        var before = API.requests().size();
        limit("team-day", 3_000);

        var refused = chantier.api()
                .post("/api/sites", Map.of("sourceUrl", old.address(), "slug", "claude-poor", "goal", "GENERATED"));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Client.json(refused).get("code").asString()).isEqualTo("claude-budget");
        assertThat(chantier.api().get("/api/sites/claude-poor").statusCode())
                .as("nothing is made")
                .isEqualTo(404);
        var several = chantier.api()
                .post("/api/sites/imports", Map.of("addresses", old.address() + "/a\n" + old.address() + "/b"));
        assertThat(several.statusCode()).as(several.body()).isBetween(400, 499);
        assertThat(several.body()).contains("claude-budget");
        assertThat(API.requests()).hasSize(before);

        database.sql("delete from metering_limit").update();
        assertThat(made("claude-poor", "GENERATED").get("state").asString()).isEqualTo("SUCCEEDED");
    }

    @Test
    void a_cancelled_job_leaves_the_site_as_it_was() {
        API.model((_, _) -> new MessagesStub.Reply.Silence());
        var before = API.requests().size();
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", "claude-cancel", "goal", "GENERATED"));
        var job = site.get("job").asString();
        await().atMost(Duration.ofSeconds(30)).until(() -> API.requests().size() > before);

        chantier.api().post("/api/jobs/" + job + "/cancel", Map.of());

        assertThat(chantier.finished(job).get("state").asString()).isEqualTo("CANCELLED");
        assertThat(chantier.site("claude-cancel").get("state").asString()).isEqualTo("DRAFT");
        assertThat(chantier.site("claude-cancel").hasNonNull("problem")).isFalse();
    }

    @Test
    void a_refused_key_ends_the_job_with_its_name_and_remedy() {
        API.model((_, _) -> new MessagesStub.Reply.Refused(401, "authentication_error", "invalid x-api-key"));

        var job = made("claude-key", "GENERATED");

        assertThat(job.at("/failure/code").asString()).isEqualTo("claude-bad-key");
        assertThat(job.toString()).doesNotContain("sk-ant-test-key-of-the-site");
    }

    @Test
    void a_job_goes_on_with_the_author_that_it_was_ordered_with() {
        API.model(new WritingModel());
        var chosen = settings.chosen();
        settings.store(new AuthorSettings.Chosen("offline", chosen.models(), chosen.rounds()));
        try {
            assertThat(steps(made("claude-not-asked", "GENERATED"))).doesNotContain("analyse", "repair");
        } finally {
            settings.store(chosen);
        }
    }

    private JsonNode made(String slug, String goal) {
        var site = chantier.create(Map.of("sourceUrl", old.address(), "slug", slug, "goal", goal));
        return chantier.finished(site.get("job").asString());
    }

    private void limit(String which, long microUsd) {
        database.sql("insert into metering_limit (name, micro_usd) values (?, ?)")
                .params(which, microUsd)
                .update();
    }

    private SortedMap<String, byte[]> files(String slug) {
        var site = sites.find(
                        TeamId.of(database.sql("select team_id from site where slug = ?")
                                .param(slug)
                                .query(String.class)
                                .single()),
                        new Slug(slug))
                .orElseThrow();
        return revisions.files(
                site, java.util.Objects.requireNonNull(site.status().revision()));
    }

    private static String text(SortedMap<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private static List<String> steps(JsonNode job) {
        return job.get("steps")
                .valueStream()
                .map(step -> step.get("name").asString())
                .toList();
    }
}
