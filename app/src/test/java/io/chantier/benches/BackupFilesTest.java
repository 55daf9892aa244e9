package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.chantier.ChantierTest;
import io.chantier.benches.hosting.BackupFiles;
import io.chantier.web.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;

/** The files of backups that lie on the bench server, with our agent and a real MariaDB behind. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BackupFilesTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path home;

    @Autowired
    Tenant.Parts parts;

    @Autowired
    JdbcClient database;

    @Autowired
    BackupFiles files;

    private Tenant tenant;

    @BeforeEach
    void start() {
        tenant = new Tenant(home, parts);
    }

    @AfterEach
    void stop() {
        tenant.close();
    }

    @Test
    void an_agent_gets_each_file_as_it_is_as_often_as_it_asks_without_any_other_credential() throws Exception {
        var addresses = files.addresses(tenant.site(), tenant.backUp(), HOUR);

        assertThat(addresses).containsOnlyKeys("database", "public", "private", "site_config");
        for (var address : addresses.values()) {
            assertThat(address.getPath()).startsWith("/backup-files/");
            for (int i = 0; i < 2; i++) {
                var answer = fetch(address);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
                assertThat(answer.body()).isEqualTo(Files.readAllBytes(onServer(address)));
            }
        }
    }

    @Test
    void an_address_leads_to_its_own_file_only_and_its_time_ends() throws Exception {
        var backup = tenant.backUp();
        var addresses = files.addresses(tenant.site(), backup, HOUR);
        var other = name(addresses.get("site_config"));
        assertThat(fetch(addresses.get("database").resolve(other)).statusCode()).isEqualTo(404);
        assertThat(database.sql("select count(*) from backup_link where position(token_hash in ?) > 0")
                        .param(addresses.get("database").toString())
                        .query(Integer.class)
                        .single())
                .as("kept are hashes only")
                .isZero();

        var ended = files.addresses(tenant.site(), backup, Duration.ofMillis(1)).get("database");
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(fetch(ended).statusCode()).isEqualTo(404));
    }

    @Test
    void who_tries_addresses_is_not_heard_for_a_while() throws Exception {
        var right = files.addresses(tenant.site(), tenant.backUp(), HOUR).get("database");
        var wrong = right.resolve("/backup-files/" + "a".repeat(43) + "/dump.sql.gz");
        assertThat(fetch(wrong, "127.0.0.9").statusCode()).isEqualTo(404);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> fetch(wrong, "127.0.0.9").statusCode() == 429);
        assertThat(fetch(right).statusCode()).as("others are").isEqualTo(200);
    }

    @Test
    void a_file_that_is_gone_is_said_before_anybody_gets_an_address() throws Exception {
        var backup = tenant.backUp();
        var address = files.addresses(tenant.site(), backup, HOUR).get("private");
        Files.delete(onServer(address));

        assertProblem(() -> files.addresses(tenant.site(), backup, HOUR), "backup-file-gone", 410);
        assertThat(fetch(address).statusCode()).isEqualTo(410);
        assertProblem(() -> files.addresses(tenant.site(), UUID.randomUUID(), HOUR), "backup-unknown", 404);
    }

    @Test
    void what_breaks_off_at_the_site_breaks_off_here() throws Exception {
        var big = tenant.folder().resolveSibling("files").resolve("big.bin");
        Files.write(big, new byte[1 << 20]);
        var address = files.addresses(tenant.site(), tenant.backUp(), HOUR).get("private");
        tenant.web.breakAfter(100_000);

        assertThatThrownBy(() -> fetch(address)).isInstanceOf(IOException.class);
    }

    @Test
    void a_site_in_maintenance_hands_nothing_out_and_says_so() throws Exception {
        var backup = tenant.backUp();
        var config = tenant.folder().resolve("../../site_config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\\{", "{ \"maintenance_mode\": 1,"));

        assertProblem(() -> files.addresses(tenant.site(), backup, HOUR), "backup-site-silent", 502);
    }

    @Test
    void a_name_that_is_more_than_a_name_is_never_asked_for() {
        var backup = tenant.backUp();
        for (var name : new String[] {"../../site_config.json", "a/b", "a?b", "a\r\nHost: x", "..", ""}) {
            database.sql(
                            "update agent_job set told = jsonb_set(told, '{data,backups,database,file}', to_jsonb(?::text)) where id = ?")
                    .params(name, backup)
                    .update();
            assertThatThrownBy(() -> files.open(tenant.site(), backup, "database"))
                    .isInstanceOf(ProblemException.class);
        }
        assertThat(tenant.web.asked()).noneMatch(path -> path.startsWith("/backups/"));
    }

    private Path onServer(URI address) {
        return tenant.folder().resolve(name(address));
    }

    private static String name(URI address) {
        return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
    }

    private static HttpResponse<byte[]> fetch(URI address) throws IOException, InterruptedException {
        return fetch(address, "127.0.0.1");
    }

    private static HttpResponse<byte[]> fetch(URI address, String from) throws IOException, InterruptedException {
        try (var http = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(from))
                .build()) {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static void assertProblem(Runnable asked, String code, int status) {
        assertThatThrownBy(asked::run)
                .asInstanceOf(type(ProblemException.class))
                .satisfies(problem -> {
                    assertThat(problem.problem().code()).isEqualTo(code);
                    assertThat(problem.problem().status()).isEqualTo(status);
                });
    }
}
