package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sites that are taken off their bench by our own agent, on a real MariaDB: what is called off, and what fails on the way. */
class BenchArchiveTest extends WithHostedShop {

    private HttpResponse<String> archive(Map<String, Object> how) {
        return shop.api.post(shop.path("/archive"), how);
    }

    @Test
    void what_is_called_off_while_the_site_is_dropped_comes_too_late_and_says_so() {
        shop.bench.write("slow-drop-site", "");
        var job = HostedShop.begun(archive(Map.of()));
        shop.awaitCall("drop-site");

        shop.tell(job, "cancel");
        shop.awaitState(job, "CANCELLING");
        assertThat(shop.folder(HostedShop.HOST)).as("nobody stops it half-way").exists();
        shop.bench.remove("slow-drop-site");

        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertThat(shop.failure(job)).isEqualTo("archived-all-the-same");
        assertThat(shop.state()).isEqualTo("ARCHIVED");
        assertThat(shop.folder(HostedShop.HOST)).doesNotExist();
    }

    @Test
    void what_is_called_off_before_the_site_is_dropped_leaves_it_open() {
        shop.bench.write("slow-backup", "");
        var job = HostedShop.begun(archive(Map.of()));
        shop.awaitSlow();

        shop.tell(job, "cancel");

        assertThat(shop.ended(job)).isEqualTo("CANCELLED");
        assertThat(shop.state()).isEqualTo("LIVE");
        await().atMost(Duration.ofSeconds(60)).until(() -> !shop.isInMaintenance());
        assertThat(shop.bench.called()).noneMatch(call -> call.startsWith("drop-site"));
        shop.bench.remove("slow-backup");
    }

    @Test
    void a_drop_that_nobody_hears_the_end_of_leaves_a_lost_site_and_no_open_one() {
        shop.bench.write("slow-drop-site", "");
        try (var killable = shop.killable()) {
            var job = HostedShop.begun(archive(Map.of()));
            shop.awaitCall("drop-site");
            killable.kill();
            shop.tell(job, "cancel");

            giveUp(job, "archive-bench-site");

            assertThat(shop.ended(job)).isEqualTo("FAILED");
            await().atMost(Duration.ofSeconds(10)).until(() -> shop.state().equals("BROKEN"));
            assertNobodyWasLetIn();
            killable.start();
            shop.bench.remove("slow-drop-site");
            shop.awaitAgent();
        }
    }

    @Test
    void a_site_that_was_only_half_dropped_is_broken_and_goes_without_a_last_backup() {
        shop.bench.write("fail-drop-site-database", "Read-only file system\n");
        var job = HostedShop.begun(archive(Map.of()));
        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertThat(shop.failure(job)).isEqualTo("archived-by-half");
        assertThat(shop.state()).isEqualTo("BROKEN");
        shop.bench.remove("fail-drop-site-database");

        assertThat(shop.ended(archive(Map.of())))
                .as("no backup is made of what is gone")
                .isEqualTo("FAILED");
        assertThat(shop.state()).isEqualTo("BROKEN");
        var anotherName = archive(Map.of("withoutBackup", true, "name", "another"));
        assertThat(anotherName.statusCode()).isEqualTo(422);

        assertThat(shop.ended(archive(Map.of("withoutBackup", true, "name", HostedShop.HOST))))
                .isEqualTo("SUCCEEDED");
        assertThat(shop.state()).isEqualTo("ARCHIVED");
        assertThat(shop.folder(HostedShop.HOST)).doesNotExist();
        assertThat(noted()).containsExactly(shop.slug);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 504 | <h1>504 Gateway Time-out</h1>",
                "1 | 200 | <h1>Welcome to nginx!</h1>",
                "1 | 500 | {\"error\": [\"OSError: [Errno 12] Cannot allocate memory\"]}",
                "4 | 500 | {\"message\": \"OperationalError: (2003, \\\"Can't connect to MySQL server\\\")\"}"
            })
    void a_site_that_was_not_dropped_is_no_broken_one_because_an_answer_about_it_is_bad(
            int times, int status, String text) {
        shop.bench.write("fail-drop-site", "Access denied for user 'root'\n");
        try (var proxy = new ProxyOfAgent(shop, database)) {
            for (int time = 0; time < times; time++) proxy.sayInsteadOfApps(status, text);

            var job = HostedShop.begun(archive(Map.of()));

            assertThat(shop.ended(job)).isEqualTo("FAILED");
            assertThat(proxy.hasSaidAll()).isTrue();
            assertThat(shop.failure(job)).isNotEqualTo("archived-by-half");
            assertThat(shop.state()).isEqualTo("LIVE");
            await().atMost(Duration.ofSeconds(60)).until(() -> !shop.isInMaintenance());
            shop.awaitAgent();
        }
        assertThat(shop.notes()).containsExactly("before");
    }

    @Test
    void a_last_backup_is_only_left_out_where_it_has_failed() {
        var path = "/sites/" + shop.slug + "/farewell";
        var person = browser();
        var without = Map.<String, Object>of("withoutBackup", true, "name", HostedShop.HOST);
        var early = archive(without);
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(Client.json(early).get("code").asString()).isEqualTo("last-backup-first");
        assertThat(Jsoup.parse(person.get(path).body()).select("input[name=withoutBackup]"))
                .isEmpty();

        shop.bench.write("fail-backup", "mysqldump: Couldn't execute 'show create table'\n");
        assertThat(shop.ended(archive(Map.of()))).isEqualTo("FAILED");
        assertThat(shop.state()).isEqualTo("LIVE");

        assertThat(Jsoup.parse(person.get(path).body()).select("input[name=withoutBackup]"))
                .hasSize(1);
        var typed = Map.of("withoutBackup", "true", "name", HostedShop.HOST);
        assertThat(person.submit(path, path, typed).statusCode()).isEqualTo(302);
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.state().equals("ARCHIVED"));
        assertThat(noted()).containsExactly(shop.slug);
        assertThat(shop.backups()).isEmpty();
    }

    /** Of the site of this test alone. */
    private List<String> noted() {
        return database.sql("""
                        select details ->> 'slug' from audit_event
                        where action = 'site.archive-without-backup'
                          and subject = (select id::text from site where slug = ?)
                        """).param(shop.slug).query(String.class).list();
    }
}
