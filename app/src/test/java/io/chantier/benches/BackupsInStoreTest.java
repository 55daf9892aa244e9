package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.agent.backups.S3Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Backups that left the bench server for a store become sites again, by our own agent and a real MariaDB. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BackupsInStoreTest {

    private static final S3Store STORE = S3Store.start();
    private static final String PASSWORD = "une phrase de passe neuve";

    @TempDir
    private Path home;

    @Autowired
    Environment environment;

    private RealAgent agent;
    private HostedShop shop;
    private final String slug = "neuf-" + UUID.randomUUID().toString().substring(0, 8);

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
        var bench = HostedShop.bench(home);
        agent = new RealAgent(home, Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program()));
        shop = new HostedShop(bench, agent.url(), environment);
    }

    @AfterEach
    void stop() {
        shop.remove(slug);
        shop.close();
        agent.close();
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
    void a_new_site_has_the_data_and_the_key_of_a_backup_that_only_the_store_has() {
        shop.set("encryption_key", "of-the-shop");
        var from = Map.of("site", shop.slug, "backup", stored());

        var ended = shop.ended(
                shop.api.post("/api/bench-sites", Map.of("slug", slug, "adminPassword", PASSWORD, "from", from)));

        assertThat(ended).isEqualTo("SUCCEEDED");
        var host = slug + ".localhost";
        assertThat(shop.ask(host, "select name from db.tabNote")).isEqualTo(List.of("before"));
        assertThat(shop.config(host).get("encryption_key").asString()).isEqualTo("of-the-shop");
        shop.assertIsChanged();
    }
}
