package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.agent.backups.S3Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Backups that left the bench server for a store become sites again, by our own agent and a real MariaDB. */
class BackupsInStoreTest extends WithHostedShop {

    private static final S3Store STORE = S3Store.start();

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry settings) {
        settings.add("chantier.bench-backups.s3.endpoint", STORE::endpoint);
        settings.add("chantier.bench-backups.s3.bucket", () -> S3Store.BUCKET);
        settings.add("chantier.bench-backups.s3.access-key", () -> S3Store.ACCESS_KEY);
        settings.add("chantier.bench-backups.s3.secret-key", () -> S3Store.SECRET_KEY);
    }

    @AfterAll
    static void closeStore() {
        STORE.close();
    }

    private String stored() {
        var backup = shop.backUpAndChange();
        assertThat(shop.site.folder().resolve("private/backups")).isEmptyDirectory();
        return backup;
    }

    @Test
    void a_site_gets_back_what_only_the_store_has() {
        var backup = stored();

        var ended = shop.ended(
                shop.api.post(shop.path("/restorations"), Map.of("backup", backup, "adminPassword", PASSWORD)));

        assertThat(ended).isEqualTo("SUCCEEDED");
        shop.assertIsAsBefore();
    }

    @Test
    void a_new_site_is_made_of_the_last_backup_of_an_archived_one() {
        assertThat(shop.ended(shop.api.post(shop.path("/archive"), Map.of()))).isEqualTo("SUCCEEDED");
        var backup = shop.backups().getFirst().get("id").asString();
        var path = "/sites/new/bench?from=" + shop.slug + "&backup=" + backup;
        var list = Jsoup.parse(browser().get("/sites/" + shop.slug + "/backups").body());
        assertThat(list.select("a").eachAttr("href")).contains(path);
        assertThat(list.select("a[href$=/restoration]"))
                .as("there is nothing to put it into")
                .isEmpty();

        var typed = Map.of("slug", slug, "adminPassword", PASSWORD, "from", shop.slug, "backup", backup);
        assertThat(browser().submit(path, "/sites/bench", typed).statusCode()).isEqualTo(302);

        await().atMost(Duration.ofSeconds(60)).until(() -> shop.state(slug).equals("LIVE"));
        assertThat(shop.ask(host, "select name from db.tabNote")).isEqualTo(List.of("before"));
        assertThat(shop.folder(host).resolve("private/files/invoice.txt")).hasContent("42 EUR");
        assertThat(shop.state()).isEqualTo("ARCHIVED");
    }

    @Test
    void a_new_site_has_the_data_and_the_key_of_a_backup_that_only_the_store_has() {
        shop.set("encryption_key", "of-the-shop");
        var from = Map.of("site", shop.slug, "backup", stored());

        var ended = shop.ended(
                shop.api.post("/api/bench-sites", Map.of("slug", slug, "adminPassword", PASSWORD, "from", from)));

        assertThat(ended).isEqualTo("SUCCEEDED");
        assertThat(shop.ask(host, "select name from db.tabNote")).isEqualTo(List.of("before"));
        assertThat(shop.config(host).get("encryption_key").asString()).isEqualTo("of-the-shop");
        shop.assertIsChanged();
    }
}
