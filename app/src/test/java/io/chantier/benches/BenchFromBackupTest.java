package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.agent.backups.Archives;
import io.chantier.identity.Role;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** New sites on benches that begin with a backup of another one, by our own agent and a real MariaDB. */
class BenchFromBackupTest extends WithHostedShop {

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
        assertNobodyReadsWhereTheFilesWere(backup);
    }

    /** Whoever has such an address has the data. */
    private void assertNobodyReadsWhereTheFilesWere(String backup) {
        assertThat(database.sql("select count(*) from backup_link where backup_id = ?::uuid")
                        .param(backup)
                        .query(Integer.class)
                        .single())
                .isPositive();
        var making = database.sql("select id, told::text told from agent_job where name = 'New Site from Backup'")
                .query((row, _) -> Map.entry(row.getString("id"), row.getString("told")))
                .list()
                .getLast();
        for (var seen : List.of(
                making.getValue(),
                shop.api.get("/api/agent-jobs/" + making.getKey()).body(),
                browser().get("/agent-jobs/" + making.getKey()).body())) {
            assertThat(seen).contains("New Site").doesNotContainPattern("/backup-files/[A-Za-z0-9_-]{43}");
        }
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
        shop.tell(job, "retry");
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
    void a_new_site_is_made_of_what_our_agent_still_has_of_an_archived_one() {
        shop.set("encryption_key", "of-the-shop");
        var backup = shop.backUpAndChange();
        assertThat(shop.ended(shop.api.post(shop.path("/archive"), Map.of()))).isEqualTo("SUCCEEDED");

        var job = HostedShop.begun(make(backup, Map.of()));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.ask(host, "select name from db.tabNote")).containsExactly("before");
        assertThat(shop.folder(host).resolve("private/files/invoice.txt")).hasContent("42 EUR");
        assertThat(shop.config(host).get("encryption_key").asString()).isEqualTo("of-the-shop");
        assertThat(shop.state()).isEqualTo("ARCHIVED");
        var file = shop.api.get(shop.path("/backups/" + backup + "/files/site_config"));
        assertThat(file.body()).contains("of-the-shop");
    }

    @Test
    void a_new_site_is_made_of_an_archived_one_also_where_an_earlier_one_of_that_name_waits_in_the_archive()
            throws Exception {
        var earlier = shop.bench.folder().resolve("archived").resolve(HostedShop.HOST);
        Files.createDirectories(earlier.resolve("private/backups"));
        Files.writeString(earlier.resolve("site_config.json"), "{\"encryption_key\": \"of-another\"}");
        shop.set("encryption_key", "of-the-shop");
        var backup = shop.backUpAndChange();
        assertThat(shop.ended(shop.api.post(shop.path("/archive"), Map.of()))).isEqualTo("SUCCEEDED");

        var job = HostedShop.begun(make(backup, Map.of()));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.ask(host, "select name from db.tabNote")).containsExactly("before");
        assertThat(shop.config(host).get("encryption_key").asString()).isEqualTo("of-the-shop");
    }

    @Test
    void what_nobody_has_of_an_archived_site_any_more_is_said_before_anything_is_made() throws Exception {
        var backup = shop.backUpAndChange();
        assertThat(shop.ended(shop.api.post(shop.path("/archive"), Map.of()))).isEqualTo("SUCCEEDED");
        assertThat(FileSystemUtils.deleteRecursively(
                        shop.bench.folder().resolve("archived").resolve(HostedShop.HOST)))
                .isTrue();

        var refused = make(backup, Map.of());

        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(410);
        assertThat(Client.json(refused).get("code").asString()).isEqualTo("backup-site-moved-out");
        assertThat(shop.api.get("/api/sites/" + slug).statusCode()).isEqualTo(404);
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
        var person = browser();
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
