package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever stands in a field of an order about a site: it is taken as it is, or refused by name before a job exists. */
class SiteFieldsTest {

    private static final String SITE = "fields.example.test";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    private final MariaDbServer mariaDb = MariaDbServer.shared();

    @SuppressWarnings("NullAway.Init") // set before each test
    private SiteHost host;

    @BeforeEach
    void start() {
        host = new SiteHost(home);
    }

    @AfterEach
    void stop() {
        host.close();
    }

    private List<String> payloads() {
        var marker = home.resolve("marker");
        return List.of(
                ";touch " + marker + ";echo",
                "$(touch " + marker + ")",
                "`touch " + marker + "`",
                "x\ntouch " + marker,
                "x' ; touch " + marker + " ; '",
                "-x",
                "--help",
                "../outside",
                "x\0y",
                "'; drop database mysql; --",
                "\"); import os; os.system(\"touch " + marker + "\") #",
                "x".repeat(300),
                "{{7*7}}",
                "");
    }

    @Test
    void no_name_of_a_site_an_app_or_a_user_is_a_command_an_option_or_a_path() {
        for (var payload : payloads()) {
            for (var key : List.of("name", "config", "create_user")) {
                var wanted = host.wanted(SITE);
                wanted.put(key, payload);
                if (!payload.isEmpty() || key.equals("name")) {
                    refused(SiteHost.SITES, wanted);
                }
            }
            var apps = host.wanted(SITE);
            apps.put("apps", List.of("frappe", payload));
            refused(SiteHost.SITES, apps);
            var user = host.wanted(SITE);
            user.put("create_user", Map.of("email", payload + "@example.test"));
            refused(SiteHost.SITES, user);
        }
        assertThat(host.client.get("/jobs").body()).isEqualTo("[]");
    }

    private void refused(String path, Map<String, ?> body) {
        var answer = host.client.post(path, Wire.write(body));
        assertThat(answer.statusCode()).as(body.toString()).isEqualTo(400);
        assertThat(answer.body()).doesNotContain(mariaDb.rootPassword());
    }

    @Test
    void nobody_but_the_bench_says_where_the_database_of_a_site_is() {
        host.site(SITE);
        var site = SiteHost.SITES + "/" + SITE;
        var before = host.config(SITE);
        for (var key : List.of("db_name", "db_password", "db_user", "db_host", "db_port", "db_type", "db_socket")) {
            var config = Map.of(key, "mysql");
            var wanted = host.wanted("other.example.test");
            wanted.put("config", config);
            refused(SiteHost.SITES, wanted);
            refused(site + "/config", Map.of("config", config));
            refused(site + "/config", Map.of("remove", List.of(key)));
            refused(site + "/rename", Map.of("new_name", "other.example.test", "config", config));
        }
        assertThat(host.config(SITE)).isEqualTo(before);
    }

    @Test
    void passwords_of_more_than_a_line_or_of_another_type_are_refused_without_being_told() {
        for (var bad : List.of("", "two\nlines", "nul\0", "x".repeat(600), 7, List.of("x"), Map.of())) {
            for (var key : List.of("mariadb_root_password", "admin_password")) {
                var wanted = host.wanted(SITE);
                wanted.put(key, bad);
                refused(SiteHost.SITES, wanted);
                wanted.remove(key);
                refused(SiteHost.SITES, wanted);
            }
        }
        assertThat(host.client.get("/jobs").body()).isEqualTo("[]");
    }

    @Test
    void whatever_a_password_or_a_persons_name_holds_it_arrives_as_it_is() throws IOException {
        int number = 0;
        for (var text : List.of("it's; touch x", "$(id) `id`", "\\ \"double\" %s", "é ü 漢字", " blanks ", "-x --y")) {
            var site = "fields" + number++ + ".example.test";
            var wanted = new TreeMap<>(host.wanted(site));
            wanted.put("admin_password", text);
            wanted.put(
                    "create_user",
                    Map.of(
                            "email",
                            "a@b.test",
                            "first_name",
                            "N" + text,
                            "last_name",
                            "L" + text,
                            "password",
                            "p" + text));
            var job = host.over(SiteHost.SITES, wanted);
            assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
            assertThat(host.ask(site, "select password from DB.__Auth"))
                    .containsExactlyInAnyOrder(SiteHost.hash(text), SiteHost.hash("p" + text));
            assertThat(host.ask(site, "select last_name from DB.tabUser where name = 'a@b.test'"))
                    .containsExactly("L" + text);
        }
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("marker", "x");
        }
    }

    @Test
    void a_bench_that_is_not_here_and_a_body_of_another_kind_are_refused() {
        assertThat(host.client
                        .post("/benches/nope/sites", Wire.write(host.wanted(SITE)))
                        .statusCode())
                .isEqualTo(404);
        for (var body : List.of("[]", "7", "{")) {
            assertThat(host.client.post(SiteHost.SITES, body).statusCode()).isEqualTo(400);
        }
        assertThat(host.client.post(SiteHost.SITES + "/nope/reinstall", "{}").statusCode())
                .isEqualTo(404);
        assertThat(host.client.post(SiteHost.SITES + "/nope/archive", "{}").statusCode())
                .isEqualTo(400);
    }
}
