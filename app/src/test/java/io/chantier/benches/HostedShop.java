package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.Client;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.RealSite;
import io.chantier.agent.RedisServer;
import io.chantier.agent.SiteWeb;
import io.chantier.agent.StandInBench;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.core.env.Environment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A site with a real database and files, on a bench of our own agent, adopted by the first team. */
final class HostedShop implements AutoCloseable {

    static final String HOST = "shop.example.org";
    private static final String LOGO = "public/files/logo.svg";
    private static final String INVOICE = "private/files/invoice.txt";

    final StandInBench bench;
    final RealSite site;
    final Client api;
    final String server;
    final String slug;

    private final Path home;
    private final RealAgent agent;
    private final SiteWeb web;

    HostedShop(Path home, Environment environment) {
        this.home = home;
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        agent = new RealAgent(home, Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program()));
        site = RealSite.on(bench, MariaDbServer.shared(), HOST);
        site.tell("create table db.tabNote (name varchar(140))", "insert into db.tabNote values ('before')");
        write(LOGO, "<svg/>");
        write(INVOICE, "42 EUR");
        web = new SiteWeb(bench, MariaDbServer.shared());
        api = Client.ofAdmin(environment);
        var added = api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "S" + UUID.randomUUID(),
                        "url",
                        agent.url(),
                        "password",
                        RealAgent.PASSWORD,
                        "databasePassword",
                        MariaDbServer.shared().rootPassword(),
                        "reach",
                        web.url()));
        assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
        server = Client.json(added).get("id").asString();
        slug = adopted();
    }

    /** The agent as a program of its own from now on, which can be killed. */
    KillableAgent killable() {
        var killable = KillableAgent.inPlaceOf(agent, home, bench);
        var seen = api.post("/api/bench-servers/" + server + "/test", Map.of());
        assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
        return killable;
    }

    private String adopted() {
        var benches = Client.json(api.get("/api/bench-servers/" + server + "/benches"));
        var adopted = api.post(
                "/api/bench-servers/" + server + "/adoptions",
                Map.of("bench", benches.at("/0/bench/id").asString(), "host", HOST));
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);
        return Client.json(adopted).get("slug").asString();
    }

    /** Whether the site answers its visitors, whatever is in it. */
    void answer(boolean answers) {
        web.answer(answers);
    }

    /** Whether somebody asked the site whether it is there. */
    boolean isLookedAt() {
        return web.asked().stream().anyMatch(path -> path.endsWith("/ping"));
    }

    /** Into its configuration. */
    void set(String key, String value) {
        write("site_config.json", Wire.write(((ObjectNode) config(HOST)).put(key, value)));
    }

    Path folder(String host) {
        return bench.folder().resolve("sites").resolve(host);
    }

    /** What the database of a site answers, the first column; its name is put where {@code db} stands. */
    List<String> ask(String host, String sql) {
        var name = config(host).get("db_name").asString();
        return MariaDbServer.shared().ask(sql.replace("db.", "`" + name + "`."));
    }

    String state(String of) {
        return Client.json(api.get("/api/sites/" + of)).path("state").asString("");
    }

    /** Until the agent has nothing more to do. */
    void awaitAgent() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Client.json(api.get("/api/agent-jobs?server=" + server + "&state=OPEN"))
                        .get("items")
                        .isEmpty());
    }

    /** A site that was made on this bench, if it is there. */
    void remove(String of) {
        if (api.get("/api/sites/" + of).statusCode() == 404) return;
        awaitAgent();
        var archiving = await().atMost(Duration.ofSeconds(60))
                .until(() -> api.post("/api/sites/" + of + "/archive", Map.of()), answer -> answer.statusCode() != 409);
        assertThat(ended(archiving)).isEqualTo("SUCCEEDED");
        assertThat(api.delete("/api/sites/" + of).statusCode()).isEqualTo(204);
    }

    String path(String under) {
        return "/api/sites/" + slug + under;
    }

    /** Makes a backup, then changes the site; the backup's id. */
    String backUpAndChange() {
        assertThat(ended(api.post(path("/backups"), Map.of()))).isEqualTo("SUCCEEDED");
        var id = backups().getFirst().get("id").asString();
        site.tell("insert into db.tabNote values ('after')");
        write(LOGO, "changed");
        delete(INVOICE);
        awaitNextSecond();
        return id;
    }

    /** The files of a backup are called by the second in which it is made. */
    static void awaitNextSecond() {
        long now = Instant.now().getEpochSecond();
        await().until(() -> Instant.now().getEpochSecond() > now);
    }

    /** Newest first. */
    List<JsonNode> backups() {
        return Client.json(api.get(path("/backups"))).get("items").valueStream().toList();
    }

    void assertIsAsBefore() {
        assertThat(notes()).containsExactly("before");
        assertThat(site.folder().resolve(LOGO)).hasContent("<svg/>");
        assertThat(site.folder().resolve(INVOICE)).hasContent("42 EUR");
    }

    void assertIsChanged() {
        assertThat(notes()).containsExactly("after", "before");
        assertThat(site.folder().resolve(LOGO)).hasContent("changed");
    }

    List<String> notes() {
        return site.ask("select name from db.tabNote order by name");
    }

    String state() {
        return state(slug);
    }

    boolean isInMaintenance() {
        return config(HOST).path("maintenance_mode").asInt(0) == 1;
    }

    /** Whether it may be read in maintenance mode. */
    boolean isReadable() {
        return config(HOST).path("allow_reads_during_maintenance").asInt(0) == 1;
    }

    JsonNode config(String host) {
        try {
            var file = bench.folder().resolve("sites").resolve(host).resolve("site_config.json");
            return Wire.tree(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How the stand-in keeps a password. */
    static String kept(String password) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(String file, String text) {
        try {
            Files.writeString(site.folder().resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(String file) {
        try {
            Files.delete(site.folder().resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String begun(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        return Client.json(answer).get("job").asString();
    }

    /** How the job that was ordered ended. */
    String ended(HttpResponse<String> answer) {
        return ended(begun(answer));
    }

    String ended(String job) {
        await().atMost(Duration.ofSeconds(90))
                .until(() -> Set.of("SUCCEEDED", "FAILED", "CANCELLED")
                        .contains(job(job).get("state").asString()));
        return job(job).get("state").asString();
    }

    void awaitState(String job, String... states) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Set.of(states).contains(job(job).get("state").asString()));
    }

    /** Calls off a job that goes on, or begins one again that failed. */
    void tell(String job, String verb) {
        var answer = api.post("/api/jobs/" + job + "/" + verb, Map.of());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    /** Why the job failed. */
    String failure(String job) {
        return job(job).at("/failure/code").asString("");
    }

    JsonNode job(String id) {
        return Client.json(api.get("/api/jobs/" + id));
    }

    /** Until the program {@code bench} does what it was told to be slow at. */
    void awaitSlow() {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> Files.exists(bench.folder().resolve("pids")));
    }

    /** Until the program {@code bench} was asked for what begins so. */
    void awaitCall(String begin) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> bench.called().stream().anyMatch(call -> call.startsWith(begin)));
    }

    @Override
    public void close() {
        Leftovers.remove(api, server);
        agent.close();
        web.close();
        site.drop();
    }
}
