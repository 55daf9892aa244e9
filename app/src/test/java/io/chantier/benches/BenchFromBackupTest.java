package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.backups.Archives;
import io.chantier.identity.Role;
import io.chantier.identity.TeamFixture;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** New sites on benches that begin with a backup of another one, by our own agent and a real MariaDB. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchFromBackupTest {

    private static final String PASSWORD = "une phrase de passe neuve";

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    TeamFixture people;

    private RealAgent agent;
    private HostedShop shop;
    private List<String> before;
    private final String slug = "neuf-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void start() {
        var bench = HostedShop.bench(home);
        agent = new RealAgent(home, Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program()));
        shop = new HostedShop(bench, agent.url(), environment);
        before = MariaDbServer.shared().made();
    }

    @AfterEach
    void stop() {
        shop.remove(slug);
        shop.close();
        agent.close();
    }

    private HttpResponse<String> make(String backup, Map<String, Object> more) {
        var body = new HashMap<String, Object>(
                Map.of("slug", slug, "adminPassword", PASSWORD, "from", Map.of("site", shop.slug, "backup", backup)));
        body.putAll(more);
        return shop.api.post("/api/bench-sites", body);
    }

    @Test
    void a_new_site_has_the_data_the_files_the_apps_and_the_key_of_the_backup() {
        assertThat(shop.ended(shop.api.post(shop.path("/apps"), Map.of("name", "erpnext"))))
                .isEqualTo("SUCCEEDED");
        shop.set("encryption_key", "of-the-shop");
        var backup = shop.backUpAndChange();

        var job = HostedShop.begun(make(backup, Map.of()));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.state(slug)).isEqualTo("LIVE");
        var host = slug + ".localhost";
        assertThat(shop.ask(host, "select name from db.tabNote")).containsExactly("before");
        assertThat(shop.ask(host, "select app_name from db.`tabInstalled Application` order by idx"))
                .containsExactly("frappe", "erpnext");
        assertThat(shop.ask(host, "select password from db.__Auth where name = 'Administrator'"))
                .containsExactly(HostedShop.kept(PASSWORD));
        assertThat(shop.folder(host).resolve("public/files/logo.svg")).hasContent("<svg/>");
        assertThat(shop.folder(host).resolve("private/files/invoice.txt")).hasContent("42 EUR");
        var config = shop.config(host);
        assertThat(config.get("encryption_key").asString()).isEqualTo("of-the-shop");
        assertThat(config.get("host_name").asString()).contains(host);
        assertThat(config.has("mute_emails")).isFalse();
        shop.assertIsChanged();
    }

    @Test
    void what_fails_is_undone_completely_and_made_anew_by_a_retry() {
        var backup = shop.backUpAndChange();
        shop.bench.write("fail-migrate-tables", "No space left on device\n");

        var job = HostedShop.begun(make(backup, Map.of()));

        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertNothingIsLeft();
        assertThat(shop.state(slug)).isEqualTo("BROKEN");
        shop.assertIsChanged();

        shop.bench.remove("fail-migrate-tables");
        assertThat(shop.api.post("/api/jobs/" + job + "/retry", Map.of()).statusCode())
                .isEqualTo(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.state(slug).equals("LIVE"));
    }

    @Test
    void a_broken_dump_makes_no_site() throws Exception {
        var backup = shop.backUpAndChange();
        for (var file : shop.site.backups()) {
            if (file.toString().endsWith(".sql.gz")) Archives.cut(file, Files.size(file) - 9);
        }

        assertThat(shop.ended(make(backup, Map.of()))).isEqualTo("FAILED");

        assertNothingIsLeft();
        shop.assertIsChanged();
    }

    private void assertNothingIsLeft() {
        shop.awaitAgent();
        assertThat(shop.folder(slug + ".localhost")).doesNotExist();
        assertThat(MariaDbServer.shared().made()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void what_cannot_be_made_is_refused_field_by_field_and_leaves_nothing() {
        var backup = shop.backUpAndChange();
        assertField(make(UUID.randomUUID().toString(), Map.of()), "from");
        assertField(make("../x", Map.of()), "from");
        assertField(make(backup, Map.of("apps", List.of("erpnext"))), "apps");
        assertField(make(backup, Map.of("group", "00000000-0000-0000-0000-000000000000")), "group");
        assertField(make(backup, Map.of("adminPassword", "short")), "adminPassword");
        assertField(make(backup, Map.of("slug", "No slug")), "slug");
        assertField(make(backup, Map.of("from", Map.of("site", "no-such-site", "backup", backup))), "from");
        assertThat(people.program(people.stranger())
                        .post(
                                "/api/bench-sites",
                                Map.of(
                                        "slug",
                                        slug,
                                        "adminPassword",
                                        PASSWORD,
                                        "from",
                                        Map.of("site", shop.slug, "backup", backup)))
                        .statusCode())
                .isIn(403, 422);
        database.sql("update bench_server set takes_new = false where id = ?::uuid")
                .param(shop.server)
                .update();
        var full = make(backup, Map.of());
        assertThat(full.statusCode()).as(full.body()).isEqualTo(409);
        assertThat(shop.api.get("/api/sites/" + slug).statusCode()).isEqualTo(404);
        assertThat(shop.bench.called()).noneMatch(call -> call.startsWith("new-site") && call.contains(slug));
    }

    private static void assertField(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"" + field + "\"");
    }

    @Test
    void only_who_may_go_in_as_administrator_makes_a_site_of_a_backup() {
        var backup = shop.backUpAndChange();
        var editor = people.member(people.firstTeam(), Role.EDITOR);
        var body = Map.of("slug", slug, "adminPassword", PASSWORD, "from", Map.of("site", shop.slug, "backup", backup));
        assertThat(people.program(editor).post("/api/bench-sites", body).statusCode())
                .isEqualTo(403);
        assertThat(people.browser(editor)
                        .get("/sites/new/bench?from=" + shop.slug + "&backup=" + backup)
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_list_of_backups_leads_to_the_form_that_makes_the_site() {
        var backup = shop.backUpAndChange();
        var person = Client.of(environment).signedIn("admin", Client.ADMIN_PASSWORD);
        var path = "/sites/new/bench?from=" + shop.slug + "&backup=" + backup;
        var list = Jsoup.parse(person.get("/sites/" + shop.slug + "/backups").body());
        assertThat(list.select("a").eachAttr("href")).contains(path);
        var form = Jsoup.parse(person.get(path).body()).select("form[action=/sites/bench]");
        assertThat(form.select("input[name=backup]").val()).isEqualTo(backup);
        assertThat(form.select("input[name=apps]")).isEmpty();

        var typed = new HashMap<>(
                Map.of("slug", "No slug", "adminPassword", PASSWORD, "from", shop.slug, "backup", backup));
        var refused = person.submit(path, "/sites/bench", typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body()).select("input[name=backup]").val())
                .isEqualTo(backup);
        typed.put("slug", slug);
        assertThat(person.submit(path, "/sites/bench", typed).statusCode()).isEqualTo(302);
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.state(slug).equals("LIVE"));
    }
}
