package io.chantier.benches;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chantier.Client;
import io.chantier.agent.Agent;
import io.chantier.agent.MariaDbServer;
import io.chantier.agent.RealSite;
import io.chantier.agent.RedisServer;
import io.chantier.agent.StandInBench;
import io.chantier.agent.commands.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A server of our own agent with two benches, and a site on the old one that was adopted, with its tables on a real MariaDB. */
final class TwoBenches implements AutoCloseable {

    static final String OLD = StandInBench.NAME;
    static final String NEW = "bench-0001-000002-n1";
    static final Duration LONG = Duration.ofSeconds(180);

    final String server;
    final String slug;
    private final Path home;
    private final Client api;
    private final JdbcClient database;
    private final String host = "shop-" + UUID.randomUUID().toString().substring(0, 8) + ".example.org";
    private final int port = freePort();
    private final List<Process> processes = new ArrayList<>();
    private final StandInBench bench;
    private final RealSite site;
    private final HttpServer web;
    private volatile String silent = "";
    private @Nullable RealAgent agent;

    TwoBenches(Path home, Client api, JdbcClient database) {
        this.home = home;
        this.api = api;
        this.database = database;
        bench = StandInBench.in(home, MariaDbServer.shared(), RedisServer.shared());
        for (var file : List.of("config.json", "sites/apps.txt", "sites/common_site_config.json")) {
            write(file, read(bench.folder().resolve(file)));
        }
        site = RealSite.on(bench, MariaDbServer.shared(), host);
        web = web();
        comeBack();
        server = made(api.post(
                "/api/bench-servers",
                Map.of(
                        "name",
                        "atelier-" + port,
                        "url",
                        "http://127.0.0.1:" + port,
                        "password",
                        RealAgent.PASSWORD,
                        "reach",
                        "http://127.0.0.1:" + web.getAddress().getPort())));
        await("both benches to be seen").atMost(LONG).until(this::seesBoth);
        var adopted = api.post("/api/bench-servers/" + server + "/adoptions", Map.of("bench", id(OLD), "host", host));
        assertThat(adopted.statusCode()).as(adopted.body()).isEqualTo(201);
        slug = Client.json(adopted).get("slug").asString();
    }

    private boolean seesBoth() {
        var _ = api.post("/api/bench-servers/" + server + "/test", Map.of());
        return database.sql("select count(*) from bench where server_id = ?::uuid and name in (?, ?)")
                        .params(server, OLD, NEW)
                        .query(Integer.class)
                        .single()
                == 2;
    }

    private static String made(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Client.json(answer).get("id").asString();
    }

    /** Of a bench, by which we know it. */
    String id(String name) {
        return database.sql("select id::text from bench where server_id = ?::uuid and name = ?")
                .params(server, name)
                .query(String.class)
                .single();
    }

    private HttpServer web() {
        try {
            var made = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            made.createContext("/", this::visit);
            made.start();
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a bench's web program: the site answers where its folder is, unless it is closed. */
    private void visit(HttpExchange exchange) throws IOException {
        var at = Stream.of(OLD, NEW).filter(this::has).findFirst().orElse("");
        boolean answers = !at.isEmpty() && !at.equals(silent) && !isClosed(at);
        exchange.sendResponseHeaders(answers ? 200 : 503, -1);
        exchange.close();
    }

    /** From now on no site of this bench answers. */
    void silence(String name) {
        silent = name;
    }

    /** The folder of the site there. */
    Path on(String name) {
        return bench.directory().resolve(name).resolve("sites").resolve(host);
    }

    boolean has(String name) {
        return Files.exists(on(name).resolve("site_config.json"));
    }

    /** Whether the site is in maintenance there. */
    boolean isClosed(String name) {
        return read(on(name).resolve("site_config.json")).replace(" ", "").contains("\"maintenance_mode\":1");
    }

    /** Writes a file of the new bench. */
    void write(String file, String text) {
        try {
            var path = bench.directory().resolve(NEW).resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes a file of the new bench. */
    void remove(String file) {
        try {
            Files.delete(bench.directory().resolve(NEW).resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitMigration() {
        await().atMost(LONG).until(() -> ask("show tables from `db`").contains("tabMade by Migration"));
    }

    /** The first column; the name of the site's database is put where {@code db} stands. */
    List<String> ask(String sql) {
        var database = "`" + site.database() + "`";
        return MariaDbServer.shared().ask(sql.replace("`db`", database).replace("db.", database + "."));
    }

    /** What the agent was ordered to do, oldest first. */
    List<String> ordered() {
        return database.sql("select name from agent_job where server_id = ?::uuid order by sequence")
                .param(server)
                .query(String.class)
                .list();
    }

    void leave() {
        if (agent != null) agent.close();
        agent = null;
    }

    /** The agent is there, at the same address and with what it knew. */
    void comeBack() {
        agent = new RealAgent(
                home,
                Map.of("CHANTIER_AGENT_BENCH_COMMAND", bench.program(), "CHANTIER_AGENT_PORT", Integer.toString(port)));
    }

    /** A program that the agent of its own finds in the place of the real one. */
    void program(String name, String text) {
        try {
            Script.in(Files.createDirectories(home.resolve("bin")), name, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The agent as a program of its own from now on, which can be killed. */
    Process process() {
        leave();
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Agent.class.getName());
        builder.environment()
                .putAll(Map.of(
                        "CHANTIER_AGENT_HOME", home.resolve("agent").toString(),
                        "CHANTIER_AGENT_PORT", Integer.toString(port),
                        "CHANTIER_AGENT_BENCHES", bench.directory().toString(),
                        "CHANTIER_AGENT_BENCH_COMMAND", bench.program(),
                        "AGENT_PASSWORD", RealAgent.PASSWORD,
                        "PATH", home.resolve("bin") + ":/usr/local/bin:/usr/bin:/bin"));
        try {
            var process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            processes.add(process);
            await().atMost(LONG)
                    .until(() -> api.get("/api/sites/" + slug + "/updates").statusCode() == 200);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Leftovers.remove(api, server);
        leave();
        processes.forEach(Process::destroyForcibly);
        web.stop(0);
        site.drop();
    }
}
