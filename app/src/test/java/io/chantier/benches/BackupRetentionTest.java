package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.backups.S3Store;
import io.chantier.benches.hosting.BackupRetention;
import io.chantier.sites.SiteState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** How long backups stay in the store: real ones of our agent, and nights that are still to come. */
@ChantierTest
@TestPropertySource(
        properties = {
            "chantier.agent-jobs.tick=50ms",
            "chantier.agent-jobs.poll=20ms",
            "chantier.bench-backups.keep=2",
            "chantier.bench-backups.archive-days=30"
        })
class BackupRetentionTest {

    private static final S3Store STORE = S3Store.start();

    @TempDir
    private Path home;

    @Autowired
    Tenant.Parts parts;

    @Autowired
    JdbcClient database;

    @Autowired
    BackupRetention retention;

    private Tenant tenant;

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry settings) {
        settings.add("chantier.bench-backups.s3.endpoint", STORE::endpoint);
        settings.add("chantier.bench-backups.s3.bucket", () -> S3Store.BUCKET);
        settings.add("chantier.bench-backups.s3.access-key", () -> S3Store.ACCESS_KEY);
        settings.add("chantier.bench-backups.s3.secret-key", () -> S3Store.SECRET_KEY);
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    @BeforeEach
    void start() {
        tenant = new Tenant(home, parts);
    }

    @AfterEach
    void stop() {
        database.sql("delete from bench_backup").update();
        tenant.close();
    }

    @Test
    void the_newest_stay_and_so_does_whatever_was_made_within_a_day() {
        var first = tenant.backUp();
        var second = tenant.backUp();
        var third = tenant.backUp();

        assertThat(retention.round(Instant.now())).as("all of them are young").isZero();
        assertThat(objects()).hasSize(12);
        assertThat(retention.round(in(2))).isEqualTo(1);
        assertThat(kept()).containsExactlyInAnyOrder(second, third);
        assertThat(objects()).hasSize(8);
        assertThat(retention.round(in(4000)))
                .as("the newest of a live site never go")
                .isZero();

        var page = Jsoup.parse(browser().get(tenant.path("/backups")).body());
        assertThat(page.select("a[href*=" + first + "/files]")).isEmpty();
        assertThat(page.select("a[href*=" + third + "/files]")).hasSize(4);
        assertThat(page.select("a[href*=" + first + "/restoration]")).isEmpty();
        assertThat(page.select("a[href*=" + third + "/restoration]")).hasSize(1);
        var answer = tenant.api.get("/api" + tenant.path("/backups/" + first + "/files/database"));
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("backup-removed");
    }

    @Test
    void what_was_there_before_a_restoration_that_failed_stays_until_one_succeeds() {
        var first = tenant.backUp();
        tenant.bench.write("fail-migrate-tables", "No space left on device\n");
        var order = tenant.api.post("/api" + tenant.path("/restorations"), wish(first));
        assertThat(tenant.ended(order)).isEqualTo("FAILED");
        HostedShop.awaitNextSecond();
        var safety = tenant.newest();
        tenant.bench.remove("fail-migrate-tables");
        tenant.backUp();
        tenant.backUp();

        retention.round(in(2));
        assertThat(kept()).hasSize(3).contains(safety).doesNotContain(first);

        tenant.done(tenant.api.post("/api" + tenant.path("/restorations"), wish(tenant.newest())));
        retention.round(in(4));
        assertThat(kept()).hasSize(2).doesNotContain(safety);
    }

    @Test
    void what_was_there_before_stays_where_the_restored_site_never_answered_until_its_database_comes_back() {
        var first = tenant.backUp();
        tenant.web.answer(false);
        var order = tenant.api.post("/api" + tenant.path("/restorations"), wish(first));
        Undo.giveUp(database, Client.json(order).get("job").asString(), "open-bench-site");
        assertThat(tenant.ended(order)).isEqualTo("FAILED");
        HostedShop.awaitNextSecond();
        var safety = tenant.newest();
        tenant.web.answer(true);
        tenant.backUp();
        tenant.backUp();

        retention.round(in(2));
        assertThat(kept()).hasSize(3).contains(safety).doesNotContain(first);

        var files = new HashMap<>(wish(tenant.newest()));
        files.put("parts", List.of("public"));
        tenant.done(tenant.api.post("/api" + tenant.path("/restorations"), files));
        HostedShop.awaitNextSecond();
        retention.round(in(4));
        assertThat(kept()).as("files make up for no database").hasSize(3).contains(safety);

        tenant.done(tenant.api.post("/api" + tenant.path("/restorations"), wish(tenant.newest())));
        retention.round(in(6));
        assertThat(kept()).hasSize(2).doesNotContain(safety);
    }

    private static Map<String, Object> wish(UUID backup) {
        return Map.of("backup", backup.toString(), "adminPassword", "une phrase de passe neuve");
    }

    @Test
    void a_site_that_is_let_go_keeps_its_backups_in_the_store() {
        tenant.backUp();
        var prefix = "chantier/" + tenant.site().id() + "/";
        assertThat(STORE.keys()).anyMatch(key -> key.startsWith(prefix));

        assertThat(tenant.api.delete("/api" + tenant.path("/adoption")).statusCode())
                .isEqualTo(204);

        assertThat(retention.round(in(4000))).isZero();
        assertThat(STORE.keys()).anyMatch(key -> key.startsWith(prefix));
    }

    @Test
    void what_was_cut_off_after_the_store_had_removed_it_is_done_again() {
        var first = tenant.backUp();
        tenant.backUp();
        tenant.backUp();
        retention.round(in(2));
        database.sql("update bench_backup set gone_at = null where id = ?")
                .param(first)
                .update();

        assertThat(retention.round(in(2))).isEqualTo(1);
        assertThat(kept()).hasSize(2).doesNotContain(first);
    }

    @Test
    void what_the_store_does_not_remove_is_not_noted_as_gone() {
        tenant.backUp();
        tenant.backUp();
        tenant.backUp();
        database.sql("update bench_backup set bucket = 'nothing-here'").update();

        assertThat(retention.round(in(2))).isZero();
        assertThat(kept()).hasSize(3);
    }

    @Test
    void the_last_backup_of_an_archived_site_goes_when_its_time_is_over_and_then_nothing_is_left() {
        tenant.done(tenant.api.post("/api" + tenant.path("/archive"), Map.of()));
        assertThat(tenant.site().state()).isEqualTo(SiteState.ARCHIVED);
        assertThat(objects()).hasSize(4);
        assertThat(remains()).contains("store");

        assertThat(retention.round(in(29))).isZero();
        assertThat(objects()).hasSize(4);
        assertThat(retention.round(in(31))).isEqualTo(1);
        assertThat(objects()).isEmpty();
        assertThat(remains()).contains("Nothing");
        assertThat(noted()).isEqualTo(1);
        assertThat(retention.round(in(32))).isZero();
        assertThat(noted()).as("once").isEqualTo(1);
    }

    @Test
    void a_night_that_was_cut_off_before_it_was_noted_is_noted_the_next() {
        tenant.done(tenant.api.post("/api" + tenant.path("/archive"), Map.of()));
        database.sql("update bench_backup set gone_at = now()").update();

        retention.round(in(31));
        assertThat(noted()).isEqualTo(1);
    }

    @Test
    void a_deleted_site_leaves_nothing_in_the_store_after_the_night() {
        tenant.backUp();
        tenant.done(tenant.api.post("/api" + tenant.path("/archive"), Map.of()));
        assertThat(objects()).isNotEmpty();
        var prefix = tenant.site().id();
        assertThat(tenant.api.delete("/api" + tenant.path("")).statusCode()).isEqualTo(204);

        assertThat(retention.round(Instant.now())).isEqualTo(2);
        assertThat(STORE.keys()).noneMatch(key -> key.contains(prefix.toString()));
    }

    private static Instant in(int days) {
        return Instant.now().plus(Duration.ofDays(days));
    }

    private List<String> objects() {
        return STORE.keys().stream()
                .filter(key -> key.startsWith("chantier/" + tenant.site().id() + "/"))
                .toList();
    }

    private List<UUID> kept() {
        return database.sql("select id from bench_backup where site_id = ? and gone_at is null")
                .param(tenant.site().id().value())
                .query(UUID.class)
                .list();
    }

    private int noted() {
        return database.sql("select count(*) from audit_event where action = 'site.backups-gone' and subject = ?")
                .param(tenant.site().id().toString())
                .query(Integer.class)
                .single();
    }

    private String remains() {
        return Jsoup.parse(browser().get(tenant.path("")).body())
                .select("section[aria-labelledby=bench-remains-title]")
                .text();
    }

    private Client browser() {
        return Client.of(parts.environment()).with("Accept-Language", "en").signedIn("admin", Client.ADMIN_PASSWORD);
    }
}
