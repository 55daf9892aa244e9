package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.agent.backups.S3Store;
import io.chantier.identity.Role;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

/** Backups as people download them: out of the store, and from the bench server where they never went there. */
@ChantierTest
@TestPropertySource(properties = {"chantier.agent-jobs.tick=50ms", "chantier.agent-jobs.poll=20ms"})
class BenchDownloadsTest {

    private static final S3Store STORE = S3Store.start();

    @TempDir
    private Path home;

    @Autowired
    Tenant.Parts parts;

    @Autowired
    JdbcClient database;

    private Tenant tenant;

    @DynamicPropertySource
    static void store(DynamicPropertyRegistry settings) {
        settings.add("chantier.bench-backups.s3.endpoint", STORE::endpoint);
        settings.add("chantier.bench-backups.s3.bucket", () -> S3Store.BUCKET);
        settings.add("chantier.bench-backups.s3.access-key", () -> S3Store.ACCESS_KEY);
        settings.add("chantier.bench-backups.s3.secret-key", () -> S3Store.SECRET_KEY);
        settings.add("chantier.bench-backups.s3.prefix", () -> "agency/backups");
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
        tenant.close();
    }

    @Test
    void a_backup_goes_to_the_store_and_is_fetched_there_without_any_other_credential() throws Exception {
        var backup = tenant.backUp();

        assertThat(tenant.folder()).isEmptyDirectory();
        assertThat(STORE.keys())
                .filteredOn(
                        key -> key.startsWith("agency/backups/" + tenant.site().id() + "/"))
                .hasSize(4);
        var answer = tenant.api.get("/api" + file(backup, "database"));
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        var address = URI.create(answer.headers().firstValue("Location").orElseThrow());
        var fetched = fetch(address);
        assertThat(fetched.statusCode()).isEqualTo(200);
        assertThat(fetched.body())
                .isEqualTo(STORE.content(key(backup, "-database.sql.gz")).orElseThrow());
        assertThat(fetched.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; filename=");
        assertThat(fetch(URI.create(address.toString().replace("Expires=300", "Expires=301")))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void the_keys_of_the_store_are_nowhere_to_be_read() {
        tenant.backUp();
        var rows = database.sql("select to_jsonb(agent_job)::text from agent_job where site_id = ?")
                .param(tenant.site().id().value())
                .query(String.class)
                .list();
        assertThat(rows).isNotEmpty().noneMatch(row -> row.contains(S3Store.SECRET_KEY));
        assertThat(tenant.api.get("/api/agent-jobs").body()).doesNotContain(S3Store.SECRET_KEY, S3Store.ACCESS_KEY);
    }

    @Test
    void what_somebody_removed_from_the_store_is_said_to_be_gone() {
        var backup = tenant.backUp();
        STORE.remove(key(backup, "-files.tar"));

        var answer = tenant.api.get("/api" + file(backup, "public"));
        assertThat(answer.statusCode()).isEqualTo(410);
        assertThat(Client.json(answer).get("code").asString()).isEqualTo("backup-object-gone");
        var page = browser().get(file(backup, "public"));
        assertThat(page.statusCode()).isEqualTo(410);
        assertThat(Jsoup.parse(page.body()).select("main").text()).contains("-files.tar");
    }

    @Test
    void from_the_bench_server_it_comes_as_it_is_with_a_name_to_keep_it_under() throws Exception {
        var backup = onServerOnly();
        var file = Files.write(tenant.folder().resolve(name(backup, "database")), new byte[] {1, 2, 3});

        var answer = tenant.api.download("/api" + file(backup, "database"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).containsExactly(1, 2, 3);
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + file.getFileName() + "\"");
        assertThat(database.sql(
                                "select count(*) from audit_event where action = 'site.download-backup' and subject = ?")
                        .param(tenant.site().id().toString())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);

        Files.delete(file);
        assertThat(tenant.api.get("/api" + file(backup, "database")).statusCode())
                .isEqualTo(410);
    }

    @Test
    void only_managers_of_the_team_download_and_the_tab_shows_them_the_links() {
        var backup = tenant.backUp();
        var path = file(backup, "site_config");
        var editor = parts.people().member(parts.people().firstTeam(), Role.EDITOR);
        assertThat(parts.people().program(editor).get("/api" + path).statusCode())
                .isEqualTo(403);
        assertThat(parts.people()
                        .program(parts.people().stranger())
                        .get("/api" + path)
                        .statusCode())
                .isEqualTo(404);
        assertThat(Client.of(parts.environment()).get("/api" + path).statusCode())
                .isEqualTo(401);
        assertThat(tenant.api
                        .get("/api" + tenant.path("/backups/" + UUID.randomUUID() + "/files/database"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(tenant.api.get("/api" + file(backup, "everything")).statusCode())
                .isEqualTo(404);

        assertThat(links(browser())).hasSize(4).contains(path);
        assertThat(links(parts.people().browser(editor))).isEmpty();
    }

    private List<String> links(Client reader) {
        return Jsoup.parse(reader.get(tenant.path("/backups")).body())
                .select("dd a[download]")
                .eachAttr("href");
    }

    /** As one that was made before there was a store. */
    private UUID onServerOnly() {
        var backup = tenant.backUp();
        database.sql("delete from bench_backup where id = ?").param(backup).update();
        return backup;
    }

    private Client browser() {
        return Client.of(parts.environment()).signedIn("admin", Client.ADMIN_PASSWORD);
    }

    private String file(UUID backup, String part) {
        return tenant.path("/backups/" + backup + "/files/" + part);
    }

    private String name(UUID backup, String part) {
        return parts.backups().find(tenant.site(), backup).orElseThrow().files().stream()
                .filter(file -> file.part().equals(part))
                .findFirst()
                .orElseThrow()
                .name();
    }

    private String key(UUID backup, String end) {
        var database = name(backup, "database");
        return "agency/backups/" + tenant.site().id() + "/" + database.replace("-database.sql.gz", end);
    }

    private static HttpResponse<byte[]> fetch(URI address) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }
}
