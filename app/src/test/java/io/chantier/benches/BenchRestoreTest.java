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
import tools.jackson.databind.JsonNode;

/** Backups of a site on a bench that are put back into it, by our own agent and a real MariaDB. */
class BenchRestoreTest extends WithHostedShop {

    private HttpResponse<String> restore(String backup, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("backup", backup, "adminPassword", PASSWORD));
        body.putAll(more);
        return shop.api.post(shop.path("/restorations"), body);
    }

    private List<String> steps(String job) {
        return shop.job(job)
                .get("steps")
                .valueStream()
                .map(step -> step.get("name").asString())
                .toList();
    }

    private JsonNode problem() {
        return Client.json(shop.api.get(shop.path(""))).get("problem");
    }

    @Test
    void a_backup_comes_back_and_so_does_what_it_was_written_over() {
        var first = shop.backUpAndChange();

        var job = HostedShop.begun(restore(first, Map.of()));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(steps(job))
                .containsExactly(
                        "close-bench-site",
                        "deactivate-bench-site",
                        "safety-backup",
                        "read-bench-backup",
                        "restore-bench-site",
                        "stop-reading-bench-backup",
                        "settle-bench-site",
                        "open-bench-site");
        shop.assertIsAsBefore();
        assertThat(shop.site.ask("select password from db.__Auth where name = 'Administrator'"))
                .containsExactly(HostedShop.kept(PASSWORD));
        assertThat(shop.state()).isEqualTo("LIVE");
        assertThat(shop.isInMaintenance()).isFalse();
        assertThat(database.sql("select input from job where id = ?::uuid")
                        .param(job)
                        .query(String.class)
                        .single())
                .doesNotContain(PASSWORD);

        HostedShop.awaitNextSecond();
        var safety = shop.backups().getFirst().get("id").asString();
        assertThat(safety).isNotEqualTo(first);
        assertThat(shop.ended(restore(safety, Map.of()))).isEqualTo("SUCCEEDED");
        shop.assertIsChanged();
    }

    @Test
    void nobody_writes_any_more_from_before_the_safety_backup_until_the_site_is_open_again() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-backup", "");
        shop.bench.write("slow-restore-database", "");
        var job = HostedShop.begun(restore(backup, Map.of()));

        shop.awaitSlow();
        assertThat(shop.isInMaintenance()).isTrue();
        assertThat(shop.isReadable()).isFalse();
        shop.bench.remove("slow-backup");
        shop.awaitCall("restore ");
        assertThat(shop.isInMaintenance()).isTrue();
        assertThat(shop.isReadable()).as("it hands out its backup").isTrue();
        shop.bench.remove("slow-restore-database");

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.isInMaintenance()).isFalse();
        assertThat(shop.isReadable()).isFalse();
    }

    @Test
    void a_site_that_may_always_be_read_in_maintenance_stays_so() {
        shop.set("allow_reads_during_maintenance", "1");
        var backup = shop.backUpAndChange();
        assertThat(shop.ended(restore(backup, Map.of()))).isEqualTo("SUCCEEDED");
        assertThat(shop.isReadable()).isTrue();
    }

    @Test
    void files_alone_come_back_and_the_database_stays() {
        var backup = shop.backUpAndChange();
        assertThat(shop.ended(restore(backup, Map.of("parts", List.of("private")))))
                .isEqualTo("SUCCEEDED");
        shop.assertIsChanged();
        assertThat(shop.site.folder().resolve("private/files/invoice.txt")).hasContent("42 EUR");
    }

    @Test
    void a_suspended_site_stays_closed_with_what_came_back() {
        var backup = shop.backUpAndChange();
        assertThat(shop.ended(shop.api.post(shop.path("/suspension"), Map.of())))
                .isEqualTo("SUCCEEDED");

        assertThat(shop.ended(restore(backup, Map.of()))).isEqualTo("SUCCEEDED");

        shop.assertIsAsBefore();
        assertThat(shop.state()).isEqualTo("SUSPENDED");
        assertThat(shop.isInMaintenance()).isTrue();
        assertThat(shop.isReadable()).isFalse();
    }

    @Test
    void a_broken_dump_leaves_the_site_as_it_was_and_open() throws Exception {
        var backup = shop.backUpAndChange();
        var dump = shop.site.backups().stream()
                .filter(file -> file.toString().endsWith(".sql.gz"))
                .findFirst()
                .orElseThrow();
        Archives.cut(dump, Files.size(dump) - 9);

        var job = HostedShop.begun(restore(backup, Map.of()));

        assertThat(shop.ended(job)).isEqualTo("FAILED");
        shop.assertIsChanged();
        assertThat(shop.state()).isEqualTo("LIVE");
        await().atMost(Duration.ofSeconds(30)).until(() -> !shop.isInMaintenance());
        assertThat(problem().toString()).contains("cannot be unpacked");
        assertThat(shop.backups()).hasSize(2);
        assertNames(shop.backups().getFirst());
    }

    /** Whoever has a stock agent finds the way back in the words of the failure. */
    private void assertNames(JsonNode safety) {
        assertThat(problem().get("code").asString()).isEqualTo("restore-failed");
        assertThat(problem().get("remedy").asString())
                .contains(safety.at("/files/0/name").asString());
    }

    @Test
    void what_fails_after_the_database_was_written_over_brings_it_back_and_the_first_safety_backup_stays_the_one() {
        var backup = shop.backUpAndChange();
        shop.bench.write("fail-migrate-tables", "No space left on device\n");

        var job = HostedShop.begun(restore(backup, Map.of()));

        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertThat(shop.notes()).containsExactly("after", "before");
        assertThat(problem().toString()).contains("No space left on device");
        var first = shop.backups().getFirst();
        assertNames(first);
        await().atMost(Duration.ofSeconds(30)).until(() -> !shop.isInMaintenance());

        HostedShop.awaitNextSecond();
        shop.tell(job, "retry");
        shop.awaitState(job, "RUNNING", "WAITING");
        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertThat(shop.backups()).hasSize(3);
        assertNames(first);
        await().atMost(Duration.ofSeconds(30)).until(() -> !shop.isInMaintenance());

        shop.bench.remove("fail-migrate-tables");
        shop.site.tell("insert into db.tabNote values ('since')");
        HostedShop.awaitNextSecond();
        shop.tell(job, "retry");
        shop.awaitState(job, "SUCCEEDED");
        shop.assertIsAsBefore();
        assertThat(problem()).isNull();
        assertThat(shop.backups()).as("what came since is saved, too").hasSize(4);
    }

    @Test
    void a_safety_backup_that_fails_stops_the_restoration_before_anything_is_done() {
        var backup = shop.backUpAndChange();
        shop.bench.write("fail-backup", "No space left on device\n");

        assertThat(shop.ended(restore(backup, Map.of()))).isEqualTo("FAILED");

        shop.assertIsChanged();
        assertThat(shop.bench.called()).noneMatch(call -> call.startsWith("restore"));
    }

    @Test
    void a_site_of_which_no_backup_can_be_made_is_restored_where_somebody_says_so() {
        var backup = shop.backUpAndChange();
        shop.bench.write("fail-backup", "mysqldump: Couldn't execute 'show create table'\n");

        var job = HostedShop.begun(restore(backup, Map.of("skipBackup", true)));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(steps(job)).doesNotContain("safety-backup");
        shop.assertIsAsBefore();
        assertThat(shop.state()).isEqualTo("LIVE");
    }

    @Test
    void a_backup_that_is_gone_from_its_server_is_said_before_anything_is_written_over() throws Exception {
        var backup = shop.backUpAndChange();
        for (var file : shop.site.backups()) Files.delete(file);

        assertThat(shop.ended(restore(backup, Map.of()))).isEqualTo("FAILED");

        assertThat(problem().get("code").asString()).isEqualTo("backup-file-gone");
        shop.assertIsChanged();
        assertThat(shop.bench.called()).noneMatch(call -> call.startsWith("restore"));
    }

    @Test
    void a_site_is_only_open_again_once_it_answers() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-set-admin-password", "");
        var job = HostedShop.begun(restore(backup, Map.of()));
        shop.awaitSlow();
        shop.answer(false);
        shop.bench.remove("slow-set-admin-password");
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.isLookedAt());
        shop.assertIsAsBefore();
        assertThat(shop.job(job).get("state").asString()).isNotEqualTo("SUCCEEDED");

        shop.answer(true);

        assertThat(shop.ended(job)).isEqualTo("SUCCEEDED");
    }

    @Test
    void a_site_that_did_not_answer_in_time_says_so_and_is_open_after_a_retry() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-set-admin-password", "");
        var job = HostedShop.begun(restore(backup, Map.of()));
        shop.awaitSlow();
        shop.answer(false);
        shop.bench.remove("slow-set-admin-password");
        giveUp(job, "open-bench-site");
        assertThat(shop.ended(job)).isEqualTo("FAILED");
        await().atMost(Duration.ofSeconds(10)).until(() -> problem() != null);
        assertThat(problem().get("code").asString()).isEqualTo("restored-site-silent");
        shop.awaitAgent();
        assertThat(shop.isInMaintenance()).isFalse();

        shop.answer(true);
        HostedShop.awaitNextSecond();
        shop.tell(job, "retry");
        shop.awaitState(job, "SUCCEEDED");

        shop.awaitAgent();
        assertThat(shop.isInMaintenance()).isFalse();
        assertThat(shop.isReadable()).isFalse();
        assertThat(shop.state()).isEqualTo("LIVE");
        assertThat(problem()).isNull();
        shop.assertIsAsBefore();
    }

    @Test
    void an_agent_that_is_killed_in_the_middle_goes_on_with_it() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-restore-database", "");
        try (var killable = shop.killable()) {
            var job = HostedShop.begun(restore(backup, Map.of()));
            shop.awaitSlow();

            killable.kill();
            killable.start();
            shop.bench.remove("slow-restore-database");

            assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
            shop.assertIsAsBefore();
            assertThat(shop.isInMaintenance()).isFalse();
        }
    }

    @Test
    void steps_whose_records_were_lost_are_run_again_and_order_nothing_twice() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-restore-database", "");
        var job = HostedShop.begun(restore(backup, Map.of()));
        shop.awaitSlow();

        loseRecords(job);
        shop.bench.remove("slow-restore-database");

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        shop.assertIsAsBefore();
        assertThat(shop.backups()).hasSize(2);
        assertThat(shop.bench.called().stream().filter(call -> call.startsWith("restore ")))
                .hasSize(1);
    }

    @Test
    void a_cancelled_restoration_lets_nobody_in_before_its_agent_has_put_the_site_back() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-restore-database", "");
        var job = HostedShop.begun(restore(backup, Map.of()));
        shop.awaitSlow();

        shop.tell(job, "cancel");

        assertThat(shop.ended(job)).isEqualTo("CANCELLED");
        shop.assertIsChanged();
        await().atMost(Duration.ofSeconds(60)).until(() -> !shop.isInMaintenance());
        assertThat(database.sql("""
                        select count(*) from agent_job opening join agent_job restoring using (server_id)
                        where opening.name = 'Activate Site' and restoring.name = 'Restore Site'
                          and server_id = ?::uuid and opening.ordered_at < restoring.ended_at
                        """).param(shop.server).query(Integer.class).single())
                .as("opened while the agent was at work")
                .isZero();
        assertThat(shop.isReadable()).isFalse();
    }

    @Test
    void a_site_whose_restoration_nobody_could_take_back_is_lost_and_says_so() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-restore-database", "");
        try (var killable = shop.killable()) {
            var job = HostedShop.begun(restore(backup, Map.of()));
            shop.awaitSlow();
            killable.kill();
            shop.tell(job, "cancel");

            giveUp(job, "restore-bench-site");

            assertThat(shop.ended(job)).isEqualTo("FAILED");
            await().atMost(Duration.ofSeconds(10)).until(() -> shop.state().equals("BROKEN"));
            assertThat(problem().get("code").asString()).isEqualTo("undo-failed");
            assertNobodyWasLetIn();
            killable.start();
            shop.bench.remove("slow-restore-database");
            shop.awaitAgent();
        }
    }

    @Test
    void a_suspended_site_that_was_lost_is_suspended_again_once_it_is_restored() {
        var backup = shop.backUpAndChange();
        assertThat(shop.ended(shop.api.post(shop.path("/suspension"), Map.of())))
                .isEqualTo("SUCCEEDED");
        shop.bench.write("slow-restore-database", "");
        try (var killable = shop.killable()) {
            var job = HostedShop.begun(restore(backup, Map.of()));
            shop.awaitSlow();
            killable.kill();
            shop.tell(job, "cancel");
            giveUp(job, "restore-bench-site");
            await().atMost(Duration.ofSeconds(30)).until(() -> shop.state().equals("BROKEN"));
            killable.start();
            shop.bench.remove("slow-restore-database");
            shop.awaitAgent();

            assertThat(shop.ended(restore(backup, Map.of("skipBackup", true)))).isEqualTo("SUCCEEDED");

            assertThat(shop.state()).as("nobody has resumed it").isEqualTo("SUSPENDED");
            assertThat(problem()).isNull();
            assertThat(standing()).isEqualTo("SUSPENDED");
            assertThat(shop.isInMaintenance()).isTrue();
        }
    }

    @Test
    void what_writes_over_a_site_is_not_called_off_by_hand() {
        var backup = shop.backUpAndChange();
        shop.bench.write("slow-restore-database", "");
        var job = HostedShop.begun(restore(backup, Map.of()));
        shop.awaitSlow();
        var restoring = agentJob("Restore Site");
        var cancel = "/agent-jobs/" + restoring + "/cancellation";

        assertThat(shop.api
                        .post("/api/agent-jobs/" + restoring + "/cancel", Map.of())
                        .statusCode())
                .isEqualTo(409);
        assertThat(browser().get("/agent-jobs/" + restoring).body()).doesNotContain(cancel);
        shop.bench.remove("slow-restore-database");
        assertThat(shop.ended(job)).isEqualTo("SUCCEEDED");
    }

    private String agentJob(String name) {
        return database.sql("select id::text from agent_job where server_id = ?::uuid and name = ?")
                .params(shop.server, name)
                .query(String.class)
                .single();
    }

    @Test
    void what_cannot_be_restored_is_refused_field_by_field() {
        var backup = shop.backUpAndChange();
        assertField(restore(UUID.randomUUID().toString(), Map.of()), "backup");
        assertField(restore("../../x", Map.of()), "backup");
        assertField(restore(backup, Map.of("parts", List.of())), "parts");
        assertField(restore(backup, Map.of("parts", List.of("database", "site_config"))), "parts");
        assertField(restore(backup, Map.of("adminPassword", "short")), "adminPassword");
        assertField(restore(backup, Map.of("adminPassword", "a password\nof two lines")), "adminPassword");
        database.sql("update bench_server set database_password = '' where id = ?::uuid")
                .param(shop.server)
                .update();
        var answer = restore(backup, Map.of());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("database-password-missing");
        assertThat(shop.backups()).hasSize(1);
        shop.assertIsChanged();
    }

    private static void assertField(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains("\"" + field + "\"");
    }

    @Test
    void a_backup_of_another_team_is_unknown_whoever_asks() {
        var backup = shop.backUpAndChange();
        var other = database.sql("""
                        update agent_job set team_id = ?, site_id = null where id = ?::uuid
                        """)
                .params(people.stranger().team().value(), backup)
                .update();
        assertThat(other).isEqualTo(1);

        assertField(restore(backup, Map.of()), "backup");
        var page = Client.of(environment)
                .signedIn("admin", Client.ADMIN_PASSWORD)
                .get("/sites/" + shop.slug + "/backups/" + backup + "/restoration");
        assertThat(page.statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_asks_for_the_name_of_the_site_and_then_restores() {
        var backup = shop.backUpAndChange();
        var person = browser();
        var path = "/sites/" + shop.slug + "/backups/" + backup + "/restoration";
        var list = Jsoup.parse(person.get("/sites/" + shop.slug + "/backups").body());
        assertThat(list.select("a[href=" + path + "]")).hasSize(1);
        var form = Jsoup.parse(person.get(path).body()).select("form[action=" + path + "]");
        assertThat(form.select("input[name=parts][checked]").eachAttr("value"))
                .containsExactly("database", "public", "private");

        var typed = new HashMap<>(Map.of("parts", "database", "adminPassword", PASSWORD, "name", "another"));
        var refused = person.submit(path, path, typed);
        assertThat(refused.statusCode()).isEqualTo(422);
        var again = Jsoup.parse(refused.body());
        assertThat(again.select("#wrong-name")).hasSize(1);
        assertThat(again.select("input[name=parts][checked]").eachAttr("value")).containsExactly("database");

        typed.put("name", HostedShop.HOST);
        assertThat(person.submit(path, path, typed).statusCode()).isEqualTo(302);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> shop.notes().equals(List.of("before")));
        assertThat(shop.site.folder().resolve("public/files/logo.svg")).hasContent("changed");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Client.json(shop.api.get("/api/agent-jobs?server=" + shop.server + "&state=OPEN"))
                        .get("items")
                        .isEmpty());
    }

    @Test
    void who_may_only_edit_sees_backups_and_restores_none() {
        var backup = shop.backUpAndChange();
        var editor = people.browser(people.member(people.firstTeam(), Role.EDITOR));
        var list = editor.get("/sites/" + shop.slug + "/backups");
        assertThat(list.statusCode()).isEqualTo(200);
        assertThat(Jsoup.parse(list.body()).select("a[href$=/restoration]")).isEmpty();
        assertThat(editor.get("/sites/" + shop.slug + "/backups/" + backup + "/restoration")
                        .statusCode())
                .isEqualTo(403);
    }
}
