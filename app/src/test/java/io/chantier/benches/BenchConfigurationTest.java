package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import io.chantier.jobs.Jobs;
import io.chantier.sites.Sites;
import io.chantier.values.Slug;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a site on a bench is set to, with our agent behind. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchConfigurationTest {

    private static final String SECRET = "sk-live-4711-nobody-reads-this";

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Jobs work;

    @Autowired
    Sites sites;

    @Autowired
    TeamFixture people;

    private AdoptedShop shop;

    @BeforeEach
    void start() {
        shop = new AdoptedShop(home, environment, work);
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void keys_are_set_with_their_types_and_removed_again() {
        shop.done(patch(
                Map.of(
                        "banner",
                        "Fermé lundi\n« à bientôt »",
                        "max_file_size",
                        26214400,
                        "share",
                        0.25,
                        "mute_emails",
                        true,
                        "smtp_relay",
                        Map.of("host", "mail.example.org", "ports", List.of(25, 587))),
                List.of()));
        assertThat(entry("banner").get("type").asString()).isEqualTo("TEXT");
        assertThat(entry("max_file_size").get("value").asInt()).isEqualTo(26214400);
        assertThat(entry("share").get("type").asString()).isEqualTo("NUMBER");
        assertThat(entry("mute_emails").get("type").asString()).isEqualTo("YES_NO");
        assertThat(entry("smtp_relay").at("/value/ports/1").asInt()).isEqualTo(587);
        var written = shop.config(AdoptedShop.HOST);
        assertThat(written.get("banner").asString()).isEqualTo("Fermé lundi\n« à bientôt »");
        assertThat(written.get("share").doubleValue()).isEqualTo(0.25);
        assertThat(written.get("db_password")).isNotNull();

        shop.done(patch(Map.of("max_file_size", 1), List.of("banner", "never_there")));
        assertThat(entry("banner").isMissingNode()).isTrue();
        assertThat(entry("max_file_size").get("value").asInt()).isEqualTo(1);
        assertThat(entry("mute_emails").get("value").asBoolean()).isTrue();
    }

    @Test
    void a_secret_arrives_on_the_bench_and_is_told_nowhere() {
        var job = shop.done(patch(
                Map.of(
                        "stripe_api_key",
                        SECRET,
                        "relay",
                        Map.of("user", "shop", "password", SECRET),
                        "queue_url",
                        "amqp://shop:" + SECRET + "@mq.example.org/"),
                List.of()));
        assertThat(shop.config(AdoptedShop.HOST).get("stripe_api_key").asString())
                .isEqualTo(SECRET);

        for (var key : List.of("stripe_api_key", "relay", "queue_url")) {
            assertThat(entry(key).get("type").asString()).as(key).isEqualTo("SECRET");
            assertThat(entry(key).get("value").isNull()).as(key).isTrue();
        }
        assertThat(shop.api.get(shop.path("/config")).body()).doesNotContain(SECRET);
        var person = signedIn();
        for (var page : List.of("/config", "/config?key=stripe_api_key", "/jobs/" + job.id(), "/jobs")) {
            assertThat(person.get("/sites/" + shop.slug + page).body()).as(page).doesNotContain(SECRET);
        }
        assertThat(job.order().input()).doesNotContain(SECRET);
        assertThat(audited()).contains("stripe_api_key").doesNotContain(SECRET);
        assertThat(shop.api.get("/api/agent-jobs").body())
                .contains("Update Site Configuration")
                .doesNotContain(SECRET);
        assertThat(database.sql(
                                "select coalesce(told::text, '') || body from agent_job order by ordered_at desc limit 1")
                        .query(String.class)
                        .single())
                .doesNotContain(SECRET);
    }

    @Test
    void the_password_of_the_database_and_keys_of_the_platform_are_shown_to_nobody_or_only_shown() {
        shop.bench.write(
                "sites/" + AdoptedShop.HOST + "/site_config.json",
                shop.config(AdoptedShop.HOST)
                        .toString()
                        .replaceFirst(
                                "\\{",
                                "{\"encryption_key\": \"" + SECRET + "\", \"host_name\": \"https://x.example\","));
        assertThat(entry("host_name").get("value").asString()).isEqualTo("https://x.example");
        assertThat(entry("host_name").get("editable").asBoolean()).isFalse();
        assertThat(entry("encryption_key").get("value").isNull()).isTrue();
        assertThat(shop.api.get(shop.path("/config")).body())
                .doesNotContain(SECRET)
                .doesNotContain(shop.config(AdoptedShop.HOST).get("db_password").asString());
        var tab = Jsoup.parse(signedIn().get("/sites/" + shop.slug + "/config").body());
        assertThat(tab.select("details code").eachText()).contains("host_name", "encryption_key", "db_name");
        assertThat(tab.select("a[href*=key=host_name]")).isEmpty();

        for (var key : List.of(
                "db_name",
                "db_password",
                "host_name",
                "domains",
                "maintenance_mode",
                "encryption_key",
                "redis_cache",
                "server_script_enabled",
                "ssl_certificate_key",
                "extra_config")) {
            assertWrong(patch(Map.of(key, "x"), List.of()), "set." + key, "config-reserved");
            assertWrong(patch(Map.of(), List.of(key)), "remove." + key, "config-reserved");
        }
    }

    @Test
    void what_cannot_be_a_key_or_a_value_is_refused_field_by_field_and_nothing_is_ordered() {
        for (var key : List.of("", "Max", "1st", "a b", "a-b", "../x", "é", "a".repeat(65), "__proto__")) {
            assertWrong(patch(Map.of(key, "x"), List.of()), "set." + key, "config-key");
        }
        assertWrong(patch(Map.of("banner", "x".repeat(10_001)), List.of()), "set.banner", "config-too-long");
        assertWrong(patch(Map.of("banner", "a\u0000b"), List.of()), "set.banner", "malformed");
        assertWrong(patch(Map.of("banner", "x"), List.of("banner")), "remove.banner", "config-both");
        assertWrong(patch(Map.of(), List.of()), "set", "required");
        var many = IntStream.range(0, 51).boxed().collect(Collectors.toMap(number -> "key" + number, number -> number));
        assertWrong(patch(many, List.of()), "set", "config-too-many");
        assertWrong(raw("{\"set\": {\"banner\": null}}"), "set.banner", "config-no-value");
        assertWrong(raw("{\"set\": {\"banner\": 1e999}}"), "set.banner", "config-number");
        assertWrong(raw("{\"remove\": [null]}"), "remove", "malformed");
        assertThat(raw("{\"set\": 5}").statusCode()).isBetween(400, 422);
        assertThat(work.list(Jobs.Query.ofSubject(people.firstTeam().value(), siteId())))
                .isEmpty();
    }

    @Test
    void the_tab_sets_changes_and_removes_a_key() {
        var person = signedIn();
        var tab = "/sites/" + shop.slug + "/config";
        var wrong = person.submit(tab, Map.of("key", "rate", "type", "NUMBER", "value", "a lot"));
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(wrong.body()).select("#wrong-value").text()).isNotBlank();
        assertThat(Jsoup.parse(wrong.body()).select("#value").text()).isEqualTo("a lot");
        var reserved = person.submit(tab, Map.of("key", "db_name", "type", "TEXT", "value", "x"));
        assertThat(Jsoup.parse(reserved.body()).select("#wrong-key").text()).contains("db_name");
        var hidden = person.submit(tab, Map.of("key", "API_TOKEN", "type", "TEXT", "value", SECRET));
        assertThat(hidden.statusCode()).isEqualTo(422);
        assertThat(hidden.body()).doesNotContain(SECRET);
        var broken = person.submit(tab, Map.of("key", "extra", "type", "JSON", "value", "{\"a\":"));
        assertThat(Jsoup.parse(broken.body()).select("#wrong-value").text()).contains("JSON");

        submitted(person.submit(tab, Map.of("key", "rate", "type", "NUMBER", "value", "2,5")));
        assertThat(entry("rate").get("value").doubleValue()).isEqualTo(2.5);
        submitted(person.submit(tab, Map.of("key", "sandbox", "type", "YES_NO", "flag", "false")));
        assertThat(entry("sandbox").get("value").asBoolean(true)).isFalse();
        var change = Jsoup.parse(person.get(tab + "?key=rate").body());
        assertThat(change.select("#value").text()).isEqualTo("2.5");
        assertThat(change.select("#type option[selected]").attr("value")).isEqualTo("NUMBER");
        submitted(person.submit(tab + "?key=rate", tab + "/removal", Map.of("key", "rate")));
        assertThat(entry("rate").isMissingNode()).isTrue();
    }

    @Test
    void only_those_who_manage_the_team_change_it() {
        var editor = people.program(people.member(people.firstTeam(), Role.EDITOR));
        assertThat(editor.get(shop.path("/config")).statusCode()).isEqualTo(200);
        var answer = editor.send("PATCH", shop.path("/config"), "{\"set\": {\"banner\": \"x\"}}", "application/json");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(entry("banner").isMissingNode()).isTrue();
    }

    @Test
    void an_agent_that_is_away_is_said_and_the_order_waits_for_it() {
        shop.away();
        assertThat(shop.api.get(shop.path("/config")).statusCode()).isEqualTo(502);
        var tab = signedIn().get("/sites/" + shop.slug + "/config");
        assertThat(tab.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(tab.body()).select(".note.bad .note-remedy").text())
                .isNotBlank();
        var job = shop.begun(patch(Map.of("banner", "x"), List.of()));
        assertThat(shop.api.post("/api/jobs/" + job + "/cancel", Map.of()).statusCode())
                .isEqualTo(202);
        shop.over(job);
    }

    private HttpResponse<String> patch(Map<String, ?> set, List<String> remove) {
        return raw(JsonMapper.shared().writeValueAsString(Map.of("set", set, "remove", remove)));
    }

    private HttpResponse<String> raw(String body) {
        return shop.api.send("PATCH", shop.path("/config"), body, "application/json");
    }

    private JsonNode entry(String key) {
        var answer = shop.api.get(shop.path("/config"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Client.json(answer)
                .get("entries")
                .valueStream()
                .filter(one -> one.get("key").asString().equals(key))
                .findFirst()
                .orElseGet(() -> Client.json(answer).path("nothing"));
    }

    private static void assertWrong(HttpResponse<String> answer, String field, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(Client.json(answer)
                        .get("errors")
                        .valueStream()
                        .map(one -> one.get("field").asString() + " "
                                + one.get("code").asString()))
                .as(answer.body())
                .contains(field + " " + code);
    }

    private void submitted(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> work.list(Jobs.Query.ofSubject(people.firstTeam().value(), siteId())).stream()
                        .noneMatch(job -> job.state().isActive()));
    }

    private String siteId() {
        return sites.find(people.firstTeam(), new Slug(shop.slug))
                .orElseThrow()
                .id()
                .toString();
    }

    private String audited() {
        return database.sql("select details::text from audit_event where action = 'site.configure-bench-site'"
                        + " order by at desc limit 1")
                .query(String.class)
                .single();
    }

    private Client signedIn() {
        return Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
    }
}
