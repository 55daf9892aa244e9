package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An agent with a bench on a real MariaDB and a real Redis. */
final class SiteHost implements AutoCloseable {

    static final String SITES = "/benches/" + StandInBench.NAME + "/sites";

    final StandInBench bench;
    final Client client;
    private final MariaDbServer mariaDb;
    private final Agent agent;

    SiteHost(Path home) {
        this(home, MariaDbServer.shared());
    }

    SiteHost(Path home, MariaDbServer mariaDb) {
        this(home, mariaDb, StandInBench::settings);
    }

    /** Whose sites a real nginx serves. */
    SiteHost(Path home, TestNginx nginx) {
        this(home, MariaDbServer.shared(), nginx::of);
    }

    SiteHost(Path home, MariaDbServer mariaDb, Function<StandInBench, BenchSettings> settings) {
        this.mariaDb = mariaDb;
        bench = StandInBench.in(home, mariaDb, RedisServer.shared());
        agent = TestAgents.start(home, settings.apply(bench));
        client = Client.of(agent);
    }

    /** What a New Site needs, with an app and a user. */
    Map<String, Object> wanted(String site) {
        return wanted(site, mariaDb);
    }

    static Map<String, Object> wanted(String site, MariaDbServer mariaDb) {
        return new TreeMap<>(Map.of(
                "name", site,
                "config", Map.of("monitor", true, "plan", "Unlimited"),
                "apps", List.of("frappe", "erpnext"),
                "mariadb_root_password", mariaDb.rootPassword(),
                "admin_password", "admin-of-the-site",
                "create_user",
                        Map.of(
                                "email", "ada@example.test",
                                "first_name", "Ada",
                                "last_name", "Lovelace",
                                "password", "user-of-the-site")));
    }

    long order(String path, Map<String, ?> body) {
        var answer = client.post(path, Wire.write(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Wire.read(answer.body(), JobCreated.class).job();
    }

    AgentJob over(String path, Map<String, ?> body) {
        return client.over(order(path, body));
    }

    /** Makes a site. */
    void site(String site) {
        var job = over(SITES, wanted(site));
        assertThat(job.status()).as(job.toString()).isEqualTo(AgentStatus.SUCCESS);
    }

    void awaitOutput(long job, String text) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> client.job(job).steps().stream()
                        .flatMap(step -> step.commands().stream())
                        .anyMatch(command -> command.output().contains(text)));
    }

    Path folder(String site) {
        return bench.folder().resolve("sites").resolve(site);
    }

    /** The name of the database of a site. */
    String database(String site) {
        return config(site).get("db_name").asString();
    }

    JsonNode config(String site) {
        try {
            return Wire.tree(Files.readString(folder(site).resolve("site_config.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a site's database answers, the first column. */
    List<String> ask(String site, String sql) {
        return mariaDb.ask(sql.replace("DB.", "`" + database(site) + "`."));
    }

    /** How the stand-in keeps a password. */
    static String hash(String password) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        agent.close();
    }
}
