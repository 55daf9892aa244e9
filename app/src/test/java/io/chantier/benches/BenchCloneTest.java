package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Copies of a site on a bench, to try things out, by our own agent and a real MariaDB. */
class BenchCloneTest extends WithHostedShop {

    private HttpResponse<String> copy(Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("slug", slug, "adminPassword", PASSWORD));
        body.putAll(more);
        return shop.api.post(shop.path("/clones"), body);
    }

    @Test
    void a_copy_has_the_data_of_now_sends_no_mail_and_says_whose_copy_it_is() {
        shop.set("encryption_key", "of-the-shop");
        var config = shop.config(HostedShop.HOST);

        var job = HostedShop.begun(copy(Map.of()));

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.job(job)
                        .get("steps")
                        .valueStream()
                        .map(step -> step.get("name").asString()))
                .containsExactly(
                        "back-up-source", "pick-bench", "make-bench-site", "route-bench-site", "verify", "announce");
        assertThat(shop.state(slug)).isEqualTo("LIVE");
        assertThat(shop.ask(host, "select name from db.tabNote")).containsExactly("before");
        assertThat(shop.ask(host, "select password from db.__Auth where name = 'Administrator'"))
                .containsExactly(HostedShop.kept(PASSWORD));
        var copied = shop.config(host);
        assertThat(copied.get("mute_emails").asInt()).isEqualTo(1);
        assertThat(copied.get("pause_scheduler").asInt()).isEqualTo(1);
        assertThat(copied.get("host_name").asString()).contains(host);
        assertThat(copied.get("encryption_key").asString()).isEqualTo("of-the-shop");

        assertThat(shop.backups()).hasSize(1);
        assertThat(shop.config(HostedShop.HOST)).isEqualTo(config);
        shop.assertIsAsBefore();
        assertThat(shop.state()).isEqualTo("LIVE");
        var person = browser();
        assertThat(Jsoup.parse(person.get("/sites/" + slug + "?lang=fr").body())
                        .select("section[aria-labelledby=bench-home-title]")
                        .text())
                .contains("Préproduction", "Copie de " + shop.slug);
    }

    @Test
    void a_copy_that_fails_leaves_nothing_and_the_site_untouched() {
        shop.bench.write("fail-migrate-tables", "No space left on device\n");

        var job = HostedShop.begun(copy(Map.of()));

        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertNothingIsLeft();
        shop.assertIsAsBefore();
        assertThat(shop.state()).isEqualTo("LIVE");

        shop.bench.remove("fail-migrate-tables");
        shop.tell(job, "retry");
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.state(slug).equals("LIVE"));
    }

    @Test
    void a_backup_that_fails_makes_no_copy() {
        shop.bench.write("fail-backup", "No space left on device\n");
        assertThat(shop.ended(copy(Map.of()))).isEqualTo("FAILED");
        assertNothingIsLeft();
        shop.bench.remove("fail-backup");
    }

    @Test
    void a_cancelled_copy_leaves_nothing() {
        shop.bench.write("slow-restore-database", "");
        var job = HostedShop.begun(copy(Map.of()));
        shop.awaitSlow();
        shop.tell(job, "cancel");
        assertThat(shop.ended(job)).isEqualTo("CANCELLED");
        assertNothingIsLeft();
        shop.assertIsAsBefore();
        assertThat(shop.state(slug)).isEqualTo("DRAFT");
    }

    @Test
    void an_agent_that_is_killed_in_the_middle_goes_on_with_the_copy() {
        shop.bench.write("slow-restore-database", "");
        try (var killable = shop.killable()) {
            var job = HostedShop.begun(copy(Map.of()));
            shop.awaitSlow();

            killable.kill();
            killable.start();
            shop.bench.remove("slow-restore-database");

            assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
            assertThat(shop.ask(host, "select name from db.tabNote")).containsExactly("before");
            assertThat(shop.config(host).get("mute_emails").asInt()).isEqualTo(1);
            shop.remove(slug);
        }
    }

    @Test
    void steps_whose_records_were_lost_are_run_again_and_make_one_copy_of_one_backup() {
        shop.bench.write("slow-restore-database", "");
        var job = HostedShop.begun(copy(Map.of()));
        shop.awaitSlow();
        loseRecords(job);
        shop.bench.remove("slow-restore-database");

        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");
        assertThat(shop.backups()).hasSize(1);
        assertThat(shop.bench.called().stream().filter(call -> call.startsWith("restore ")))
                .hasSize(1);
    }

    @Test
    void what_cannot_be_copied_is_refused_and_nothing_is_backed_up() {
        for (var wrong : List.of(
                Map.<String, Object>of("slug", "No slug"),
                Map.<String, Object>of("slug", shop.slug),
                Map.<String, Object>of("adminPassword", "short"))) {
            var answer = copy(wrong);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        }
        var path = "/sites/" + shop.slug + "/clones";
        assertThat(people.program(people.stranger())
                        .post("/api" + path, Map.of("slug", slug, "adminPassword", PASSWORD))
                        .statusCode())
                .isEqualTo(404);
        assertThat(shop.backups()).isEmpty();
        assertThat(shop.api.get("/api/sites/" + slug).statusCode()).isEqualTo(404);
    }

    @Test
    void the_page_of_a_site_leads_to_the_form_that_copies_it() {
        var person = browser();
        var path = "/sites/" + shop.slug + "/clones";
        assertThat(Jsoup.parse(person.get("/sites/" + shop.slug).body()).select("a[href=" + path + "]"))
                .isNotEmpty();
        assertThat(Jsoup.parse(person.get(path).body())
                        .select("form[action=" + path + "] input[name=slug]")
                        .val())
                .isEqualTo(shop.slug + "-staging");
        var refused = person.submit(path, path, Map.of("slug", slug, "adminPassword", "short"));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(Jsoup.parse(refused.body()).select("#wrong-adminPassword")).hasSize(1);
        assertThat(person.submit(path, path, Map.of("slug", slug, "adminPassword", PASSWORD))
                        .statusCode())
                .isEqualTo(302);
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.state(slug).equals("LIVE"));
    }
}
