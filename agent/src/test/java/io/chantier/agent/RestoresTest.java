package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chantier.agent.backups.Archives;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backups that come back into a site on a real database, fetched over real HTTP. */
class RestoresTest {

    private static final String ADMIN = "a new password of the administrator";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Path served;

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer web;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandInBench bench;

    @SuppressWarnings("NullAway.Init") // set before each test
    private RealSite site;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Agent agent;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Client client;

    @BeforeEach
    void start() throws IOException {
        served = Files.createDirectories(home.resolve("served"));
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        web.createContext("/", exchange -> {
            var file =
                    served.resolve(Path.of(exchange.getRequestURI().getPath()).getFileName());
            boolean there = Files.exists(file);
            exchange.sendResponseHeaders(there ? 200 : 404, there ? Files.size(file) : -1);
            if (there) {
                Files.copy(file, exchange.getResponseBody());
            }
            exchange.close();
        });
        web.start();
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        site = RealSite.on(bench, MariaDbServer.shared(), "shop.local.test");
        Files.writeString(site.folder().resolve("public/files/logo.svg"), "<svg/>");
        Files.writeString(site.folder().resolve("private/files/invoice.txt"), "42 EUR");
        site.tell("create table db.tabNote (name varchar(140))", "insert into db.tabNote values ('before')");
        agent = TestAgents.start(home, bench.settings());
        client = Client.of(agent);
    }

    @AfterEach
    void stop() {
        agent.close();
        web.stop(0);
        site.drop();
    }

    private AgentJob over(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return client.over(Wire.read(answer.body(), JobCreated.class).job());
    }

    /** Makes a backup that can be fetched, then changes the site. */
    private void backUpAndChange() throws IOException {
        var job = over(client.post(site.path("/backup"), "{\"with_files\":true}"));
        for (var part : List.of("database", "public", "private")) {
            var file = Path.of(job.data().get("backups").get(part).get("path").asString());
            Files.copy(file, served.resolve(part));
        }
        site.tell("insert into db.tabNote values ('after')");
        Files.writeString(site.folder().resolve("public/files/logo.svg"), "changed");
        Files.delete(site.folder().resolve("private/files/invoice.txt"));
    }

    private String address(String file) {
        return "http://127.0.0.1:" + web.getAddress().getPort() + "/signed/" + file + "?X-Amz-Signature=0a1b2c3d4e5f";
    }

    private Map<String, Object> body() {
        return new HashMap<>(Map.of(
                "apps", List.of("frappe"),
                "mariadb_root_password", site.mariadb().rootPassword(),
                "admin_password", ADMIN,
                "database", address("database"),
                "public", address("public"),
                "private", address("private")));
    }

    private AgentJob restore(Map<String, Object> body) {
        return over(client.post(site.path("/restore"), Wire.write(body)));
    }

    private static List<String> steps(AgentJob job) {
        return job.steps().stream().map(AgentStep::name).toList();
    }

    private List<String> notes() {
        return site.ask("select name from db.tabNote order by name");
    }

    private void assertNothingIsLeftOf(AgentJob job) throws IOException {
        try (var sites = Files.list(bench.folder().resolve("sites"))) {
            assertThat(sites.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith("."));
        }
        assertThat(site.mariadb().made()).noneMatch(made -> made.contains("limited"));
        assertThat(client.get("/jobs/" + job.id()).body())
                .doesNotContain(site.mariadb().rootPassword(), ADMIN, "X-Amz-Signature");
    }

    @Test
    void a_backup_brings_back_the_database_and_the_files() throws IOException {
        backUpAndChange();

        var job = restore(body());

        assertThat(job.status()).as("%s", job).isEqualTo(AgentStatus.SUCCESS);
        assertThat(steps(job))
                .containsExactly(
                        "Download Backup Files",
                        "Restore Site",
                        "Delete Downloaded Backup Files",
                        "Uninstall Unavailable Apps",
                        "Migrate Site",
                        "Set Administrator Password",
                        "Enable Scheduler",
                        "Bench Setup NGINX",
                        "Reload NGINX");
        assertThat(job.data().get("output").asString()).isEqualTo("frappe 16.0.0 version-16");
        assertThat(notes()).containsExactly("before");
        assertThat(site.folder().resolve("public/files/logo.svg")).hasContent("<svg/>");
        assertThat(site.folder().resolve("private/files/invoice.txt")).hasContent("42 EUR");
        assertThat(site.ask("select password from db.__Auth where name = 'Administrator'"))
                .containsExactly(sha256(ADMIN));
        assertThat(site.ask("select migrated from db.tabUser limit 1")).containsExactly("1");
        assertThat(site.ask("select value from db.tabSingles where field = 'enable_scheduler'"))
                .containsExactly("1");
        assertNothingIsLeftOf(job);
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_app_that_the_order_does_not_name_is_forgotten_by_the_site() throws IOException {
        over(client.post(site.path("/apps"), "{\"name\":\"erpnext\"}"));
        backUpAndChange();

        var job = restore(body());

        assertThat(job.status()).as("%s", job).isEqualTo(AgentStatus.SUCCESS);
        assertThat(site.ask("select app_name from db.`tabInstalled Application`"))
                .containsExactly("frappe");
        assertThat(bench.called()).contains("remove-from-installed-apps erpnext", "clear-cache ");
    }

    @Test
    void the_configuration_of_the_backup_never_moves_the_site_to_another_database() throws IOException {
        backUpAndChange();
        var body = body();
        body.put(
                "sanitized_config_content",
                Map.of("encryption_key", "of-the-backup", "db_name", "_other", "db_password", "other"));

        var job = restore(body);

        assertThat(job.status()).as("%s", job).isEqualTo(AgentStatus.SUCCESS);
        assertThat(steps(job)).startsWith("Download Backup Files", "Update Site Configuration", "Restore Site");
        var config = Wire.tree(Files.readString(site.folder().resolve("site_config.json")));
        assertThat(config.get("encryption_key").asString()).isEqualTo("of-the-backup");
        assertThat(config.get("db_name").asString()).isEqualTo(site.database());
        assertThat(client.get("/jobs/" + job.id()).body()).doesNotContain("of-the-backup");
    }

    @Test
    void files_alone_come_back_without_a_database() throws IOException {
        backUpAndChange();
        var body = body();
        body.put("database", null);
        body.remove("mariadb_root_password");

        var job = restore(body);

        assertThat(job.status()).as("%s", job).isEqualTo(AgentStatus.SUCCESS);
        assertThat(steps(job)).startsWith("Download Backup Files", "Restore Files");
        assertThat(notes()).containsExactly("after", "before");
        assertThat(site.folder().resolve("public/files/logo.svg")).hasContent("<svg/>");
        assertThat(site.folder().resolve("private/files/invoice.txt")).hasContent("42 EUR");
        assertNothingIsLeftOf(job);
    }

    /** What may be wrong with a backup before anything of the site is touched. */
    enum Flaw {
        CUT("cannot be unpacked"),
        WITHOUT_ITS_LAST_LINE("cut short"),
        NO_ARCHIVE("is no archive"),
        LINK("holds what is no file"),
        WAY_OUT("leads out of it"),
        OTHER_CHECKSUM("instead of"),
        MISSING("answered 404");

        private final String said;

        Flaw(String said) {
            this.said = said;
        }
    }

    @ParameterizedTest
    @EnumSource(Flaw.class)
    void a_broken_backup_leaves_the_site_as_it_was(Flaw flaw) throws IOException {
        backUpAndChange();
        var body = body();
        var files = served.resolve("public");
        switch (flaw) {
            case CUT -> Archives.cut(served.resolve("database"), Files.size(served.resolve("database")) - 9);
            case WITHOUT_ITS_LAST_LINE -> Archives.gzip(served.resolve("database"), "drop table tabNote;\n");
            case NO_ARCHIVE -> Files.writeString(files, "<html>".repeat(500));
            case LINK -> Archives.tar(files, tar -> Archives.link(tar, "./s/public/files/l", "/etc/passwd", false));
            case WAY_OUT -> Archives.tar(files, tar -> Archives.file(tar, "./s/public/files/../../../x", "x"));
            case OTHER_CHECKSUM -> body.put("checksums", Map.of("database", "0".repeat(64)));
            case MISSING -> Files.delete(files);
        }

        var job = restore(body);

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains(flaw.said);
        assertThat(steps(job)).containsExactly("Download Backup Files");
        assertThat(notes()).containsExactly("after", "before");
        assertThat(site.folder().resolve("public/files/logo.svg")).hasContent("changed");
        assertNothingIsLeftOf(job);
    }

    @ParameterizedTest
    @ValueSource(strings = {"restore-database", "after-restore", "migrate-tables", "set-admin-password", "scheduler"})
    void whatever_fails_after_the_database_was_written_over_brings_it_back(String point) throws IOException {
        backUpAndChange();
        var before = site.ask("select password from db.__Auth where name = 'Administrator'");
        bench.write("fail-" + point, "No space left on device\n");
        var body = body();
        body.put("sanitized_config_content", Map.of("encryption_key", "of-the-backup"));

        var job = restore(body);

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("output").asString()).contains("No space left on device");
        assertThat(notes()).containsExactly("after", "before");
        assertThat(site.ask("select password from db.__Auth where name = 'Administrator'"))
                .isEqualTo(before);
        assertThat(Files.readString(site.folder().resolve("site_config.json"))).doesNotContain("of-the-backup");
        assertNothingIsLeftOf(job);
        bench.remove("fail-" + point);
        assertThat(restore(body()).status()).isEqualTo(AgentStatus.SUCCESS);
    }

    @Test
    void a_dump_that_the_database_refuses_brings_back_what_was_there() throws IOException {
        backUpAndChange();
        Archives.gzip(
                served.resolve("database"),
                "create table tabNote (name varchar(140));\nthis is no SQL;\n" + Archives.END_OF_DUMP);

        var job = restore(body());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("output").asString()).contains("You have an error in your SQL syntax");
        assertThat(notes()).containsExactly("after", "before");
        assertNothingIsLeftOf(job);
    }

    @Test
    void a_cancelled_restore_brings_back_what_was_there() throws IOException {
        backUpAndChange();
        bench.write("slow-restore-database", "");
        long number = Wire.read(
                        client.post(site.path("/restore"), Wire.write(body())).body(), JobCreated.class)
                .job();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> client.job(number).steps().stream()
                        .flatMap(step -> step.commands().stream())
                        .anyMatch(command -> command.output().contains("patch")));
        assertThat(site.ask("select table_name from information_schema.tables where table_schema = '" + site.database()
                        + "'"))
                .isEmpty();

        client.post("/jobs/" + number + "/cancel");

        assertThat(client.over(number).status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(notes()).containsExactly("after", "before");
        assertNothingIsLeftOf(client.job(number));
    }

    @Test
    void a_site_without_its_database_is_restored_all_the_same() throws IOException {
        backUpAndChange();
        site.tell("drop database db.".replace("db.", "`" + site.database() + "`"));

        var job = restore(body());

        assertThat(job.status()).as("%s", job).isEqualTo(AgentStatus.SUCCESS);
        assertThat(notes()).containsExactly("before");
    }

    @Test
    void a_database_that_cannot_be_kept_is_not_written_over() throws IOException {
        backUpAndChange();
        site.tell("alter user `" + site.database() + "`@`%` identified by 'another one'");

        var job = restore(body());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("Nothing was changed", "Access denied");
        assertThat(notes()).containsExactly("after", "before");
        assertThat(bench.called()).noneMatch(call -> call.contains("restore"));
        assertNothingIsLeftOf(job);
    }

    /** As the site's own user, who is then the one who made it. */
    private void tellAsSite(String... statements) throws SQLException, IOException {
        var config = Wire.tree(Files.readString(site.folder().resolve("site_config.json")));
        var password = config.get("db_password").asString();
        try (var connection = site.mariadb().connect(site.database(), password, site.database());
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void triggers_and_views_and_the_user_of_the_site_come_back_with_the_database() throws IOException, SQLException {
        backUpAndChange();
        tellAsSite(
                "create trigger shout before insert on tabNote for each row set new.name = upper(new.name)",
                "create view loud as select name from tabNote");
        bench.write("fail-migrate-tables", "No space left on device\n");

        var job = restore(body());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        tellAsSite("insert into tabNote values ('again')");
        assertThat(site.ask("select name from db.loud order by name")).containsExactly("after", "AGAIN", "before");
        assertNothingIsLeftOf(job);
    }

    @Test
    void what_only_another_user_could_bring_back_is_not_written_over() throws IOException {
        backUpAndChange();
        site.tell("create view db.strange as select name from db.tabNote");

        var job = restore(body());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("other users made strange");
        assertThat(notes()).containsExactly("after", "before");
    }

    @Test
    void a_wrong_password_of_the_root_leaves_the_site_as_it_was() throws IOException {
        backUpAndChange();
        var body = body();
        body.put("mariadb_root_password", "not the password");

        var job = restore(body);

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("check the password");
        assertThat(notes()).containsExactly("after", "before");
        assertNothingIsLeftOf(job);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"database\":\"http://host/x\",\"mariadb_root_password\":\"r\",\"admin_password\":\"a\"}",
                "{\"apps\":[\"frappe\"],\"mariadb_root_password\":\"r\",\"admin_password\":\"a\"}",
                "{\"apps\":[\"frappe\"],\"database\":\"file:///etc/passwd\",\"mariadb_root_password\":\"r\",\"admin_password\":\"a\"}",
                "{\"apps\":[\"frappe\"],\"database\":\"http://host/x\",\"admin_password\":\"a\"}",
                "{\"apps\":[\"frappe\"],\"database\":\"http://host/x\",\"mariadb_root_password\":\"r\",\"admin_password\":\"a\\nb\"}",
                "{\"apps\":[\"../x\"],\"database\":\"http://host/x\",\"mariadb_root_password\":\"r\",\"admin_password\":\"a\"}",
                "{\"apps\":[\"frappe\"],\"database\":\"http://host/x\",\"mariadb_root_password\":\"r\",\"admin_password\":\"a\",\"checksums\":{\"database\":\"md5\"}}",
                "{\"apps\":[\"frappe\"],\"database\":\"http://host/x\",\"mariadb_root_password\":\"r\",\"admin_password\":\"a\",\"sanitized_config_content\":\"[]\"}"
            })
    void what_cannot_be_done_is_refused_before_anything_is_done(String body) {
        var answer = client.post(site.path("/restore"), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    private static final String COPY = "copy.local.test";

    private Path copy() {
        return bench.folder().resolve("sites").resolve(COPY);
    }

    private AgentJob newSite(Map<String, Object> more) {
        var body = body();
        body.put("name", COPY);
        body.put("config", Map.of("plan", "Unlimited"));
        body.put("site_config", "{\"encryption_key\":\"of-the-backup\",\"db_name\":\"_other\"}");
        body.putAll(more);
        return over(client.post("/benches/" + StandInBench.NAME + "/sites/restore", Wire.write(body)));
    }

    @Test
    void a_new_site_has_what_the_backup_of_another_one_had() throws IOException {
        backUpAndChange();

        var job = newSite(Map.of());

        assertThat(job.status()).as("%s", job).isEqualTo(AgentStatus.SUCCESS);
        assertThat(steps(job))
                .containsExactly(
                        "Download Backup Files",
                        "New Site",
                        "Update Site Configuration",
                        "Restore Site",
                        "Update Site Configuration",
                        "Delete Downloaded Backup Files",
                        "Uninstall Unavailable Apps",
                        "Migrate Site",
                        "Set Administrator Password",
                        "Enable Scheduler",
                        "Bench Setup NGINX",
                        "Reload NGINX");
        assertThat(job.data().get("output").asString()).isEqualTo("frappe 16.0.0 version-16");
        var config = Wire.tree(Files.readString(copy().resolve("site_config.json")));
        assertThat(config.get("plan").asString()).isEqualTo("Unlimited");
        assertThat(config.get("encryption_key").asString()).isEqualTo("of-the-backup");
        var made = config.get("db_name").asString();
        assertThat(made).isNotEqualTo(site.database()).isNotEqualTo("_other");
        assertThat(site.mariadb().ask("select name from `" + made + "`.tabNote"))
                .containsExactly("before");
        assertThat(copy().resolve("public/files/logo.svg")).hasContent("<svg/>");
        assertThat(notes()).containsExactly("after", "before");
        assertNothingIsLeftOf(job);
        new RealSite(bench, site.mariadb(), COPY, made).drop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"new-site-database", "restore-database", "migrate-tables", "scheduler"})
    void a_new_site_from_a_backup_that_fails_is_undone_completely(String point) throws IOException {
        backUpAndChange();
        var before = site.mariadb().made();
        bench.write("fail-" + point, "No space left on device\n");

        var job = newSite(Map.of());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("output").asString()).contains("No space left on device");
        assertThat(site.mariadb().made()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(copy()).doesNotExist();
        assertNothingIsLeftOf(job);
    }

    @Test
    void a_new_site_from_a_broken_backup_is_not_even_begun() throws IOException {
        backUpAndChange();
        var before = site.mariadb().made();
        Archives.cut(served.resolve("database"), 50);

        var job = newSite(Map.of());

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(steps(job)).containsExactly("Download Backup Files");
        assertThat(site.mariadb().made()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(copy()).doesNotExist();
        assertNothingIsLeftOf(job);
    }

    @Test
    void a_new_site_from_a_backup_never_takes_the_place_of_another_one() throws IOException {
        backUpAndChange();

        var job = newSite(Map.of("name", site.name()));

        assertThat(job.status()).isEqualTo(AgentStatus.FAILURE);
        assertThat(job.data().get("traceback").asString()).contains("already exists");
        assertThat(notes()).containsExactly("after", "before");
        assertNothingIsLeftOf(job);
    }

    @Test
    void a_new_site_needs_a_dump() {
        var body = body();
        body.put("name", COPY);
        body.remove("database");
        var answer = client.post("/benches/" + StandInBench.NAME + "/sites/restore", Wire.write(body));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("database");
    }
}
