package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What sites take up, on a real MariaDB. */
class SiteInfoTest {

    private static final String SITE = "info.example.test";
    private static final String BENCH = "/benches/" + StandInBench.NAME;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private SiteHost host;

    @BeforeEach
    void start() {
        host = new SiteHost(home);
        host.site(SITE);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void a_site_tells_its_configuration_its_time_zone_and_what_it_takes_up() throws Exception {
        var folder = host.folder(SITE);
        Files.write(folder.resolve("public/files/film.webm"), new byte[3 * 1024 * 1024]);
        Files.write(folder.resolve("private/backups/dump.sql.gz"), new byte[5 * 1024 * 1024 + 1]);
        Files.createSymbolicLink(folder.resolve("private/files/everything"), Path.of("/usr"));

        var told = host.client.get(SiteHost.SITES + "/" + SITE + "/info");

        assertThat(told.statusCode()).as(told.body()).isEqualTo(200);
        var data = Wire.tree(told.body()).get("data");
        assertThat(data.get("timezone").asString()).isEqualTo("Europe/Paris");
        assertThat(data.get("config").get("plan").asString()).isEqualTo("Unlimited");
        assertThat(data.get("config").propertyNames()).contains("db_name").doesNotContain("db_password");
        assertThat(data.get("usage").get("database").asLong()).isPositive();
        assertThat(data.get("usage").get("public").asLong()).isEqualTo(3);
        assertThat(data.get("usage").get("private").asLong()).isEqualTo(1);
        assertThat(data.get("usage").get("backups").asLong()).isEqualTo(6);
    }

    @Test
    void a_bench_tells_all_its_sites_and_one_without_a_database_has_no_usage() {
        for (var answer : new String[] {
            host.client.get(BENCH + "/info").body(),
            host.client.post(BENCH + "/info", "{\"since\":null}").body()
        }) {
            var told = Wire.tree(answer);
            assertThat(told.propertyNames()).containsExactly(StandInBench.SITE, SITE);
            var usage = told.get(SITE).get("usage");
            assertThat(usage.size()).isEqualTo(1);
            assertThat(usage.get(0).get("database").asLong()).isPositive();
            assertThat(usage.get(0).get("timestamp").asString())
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6}");
            assertThat(told.get(StandInBench.SITE).get("usage").size()).isZero();
            assertThat(answer).doesNotContain("db_password", "db-secret");
        }
    }

    @Test
    void a_site_whose_database_is_denied_says_so() {
        host.bench.write("sites/" + SITE + "/site_config.json", """
                {"db_name": "%s", "db_password": "wrong"}""".formatted(host.database(SITE)));
        var answer = host.client.get(SiteHost.SITES + "/" + SITE + "/info");
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("check the password").doesNotContain("wrong");
    }
}
