package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.lifecycle.Confidences;
import io.chantier.protocol.Wire;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What stays of a first user and of passwords in the orders of jobs, by our own agent and a real MariaDB. */
class ConfidencesTest extends WithHostedShop {

    private static final String ADAS = "noch eine gute Passphrase";

    @Autowired
    Confidences confidences;

    private HttpResponse<String> order() {
        var ada = Map.of("email", "ada@example.org", "firstName", "Adelaide", "lastName", "d'Été", "password", ADAS);
        return shop.api.post("/api/bench-sites", Map.of("slug", slug, "adminPassword", PASSWORD, "user", ada));
    }

    @Test
    void who_the_first_user_is_and_every_password_leave_the_order_once_the_site_is_made() {
        shop.bench.write("slow-new-site", "");
        var job = HostedShop.begun(order());
        shop.awaitSlow();
        var given = Wire.tree(input(job));
        shop.bench.remove("slow-new-site");
        assertThat(shop.ended(job)).as(shop.job(job).toString()).isEqualTo("SUCCEEDED");

        awaitForgotten(job);
        assertThat(row(job))
                .doesNotContain("d\u2019Été")
                .doesNotContain(given.get("sealedPassword").asString())
                .doesNotContain(given.at("/user/sealedPassword").asString());
        assertThat(shop.ask(host, "select name from db.tabUser where name like 'ada%'"))
                .containsExactly("ada@example.org");
    }

    @Test
    void a_job_that_failed_keeps_its_first_user_for_the_retry() {
        shop.bench.write("fail-new-site", "No space left on device\n");
        var job = HostedShop.begun(order());
        assertThat(shop.ended(job)).isEqualTo("FAILED");
        confidences.round();
        assertThat(input(job)).contains("ada@example.org");

        shop.bench.remove("fail-new-site");
        shop.tell(job, "retry");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> shop.job(job).get("state").asString().equals("SUCCEEDED"));
        assertThat(shop.ask(host, "select password from db.__Auth where name = 'ada@example.org'"))
                .containsExactly(HostedShop.kept(ADAS));
        awaitForgotten(job);
    }

    @Test
    void a_cancelled_job_forgets_the_first_user() {
        shop.bench.write("slow-new-site", "");
        var job = HostedShop.begun(order());
        shop.awaitSlow();
        shop.tell(job, "cancel");
        assertThat(shop.ended(job)).isEqualTo("CANCELLED");

        awaitForgotten(job);
        assertNothingIsLeft();
        shop.bench.remove("slow-new-site");
    }

    @Test
    void a_job_that_nobody_can_go_on_with_forgets_the_first_user() {
        shop.bench.write("fail-new-site", "No space left on device\n");
        var job = HostedShop.begun(order());
        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertNothingIsLeft();

        assertThat(shop.ended(shop.api.post("/api/sites/" + slug + "/archive", Map.of())))
                .isEqualTo("SUCCEEDED");
        awaitForgotten(job);
        assertThat(shop.api.post("/api/jobs/" + job + "/retry", Map.of()).statusCode())
                .isEqualTo(409);
        assertThat(shop.api.delete("/api/sites/" + slug).statusCode()).isEqualTo(204);
        shop.bench.remove("fail-new-site");
    }

    @Test
    void a_job_that_nobody_went_on_with_for_a_month_forgets_the_first_user_and_says_so() {
        shop.bench.write("fail-new-site", "No space left on device\n");
        var job = HostedShop.begun(order());
        assertThat(shop.ended(job)).isEqualTo("FAILED");
        assertNothingIsLeft();
        database.sql("update job set finished_at = finished_at - interval '31 days' where id = ?::uuid")
                .param(job)
                .update();

        confidences.round();

        awaitForgotten(job);
        shop.bench.remove("fail-new-site");
        shop.tell(job, "retry");
        await().atMost(Duration.ofSeconds(60)).until(() -> shop.failure(job).equals("bench-password-sealed"));
    }

    @Test
    void a_configuration_and_a_restoration_that_are_done_leave_nothing_sealed() {
        var configured = HostedShop.begun(shop.api.send(
                "PATCH", shop.path("/config"), "{\"set\": {\"api_token\": \"very-secret-77\"}}", "application/json"));
        assertThat(shop.ended(configured)).isEqualTo("SUCCEEDED");
        var backup = shop.backUpAndChange();
        var restored = HostedShop.begun(
                shop.api.post(shop.path("/restorations"), Map.of("backup", backup, "adminPassword", PASSWORD)));
        assertThat(shop.ended(restored)).isEqualTo("SUCCEEDED");

        await().atMost(Duration.ofSeconds(30))
                .until(() -> sealed(configured, "sealed").isEmpty()
                        && sealed(restored, "sealedPassword").isEmpty());
    }

    private String sealed(String job, String member) {
        return Wire.tree(input(job)).get(member).asString();
    }

    private void awaitForgotten(String job) {
        await().atMost(Duration.ofSeconds(30)).until(() -> !row(job).contains("ada@example.org"));
        var kept = Wire.tree(input(job));
        assertThat(kept.has("user")).isFalse();
        assertThat(kept.get("sealedPassword").asString()).isEmpty();
        assertThat(kept.get("origin").asString()).isNotEmpty();
    }

    private String input(String job) {
        return database.sql("select input from job where id = ?::uuid")
                .param(job)
                .query(String.class)
                .single();
    }

    private String row(String job) {
        return database.sql("select job::text from job where id = ?::uuid")
                .param(job)
                .query(String.class)
                .single();
    }
}
