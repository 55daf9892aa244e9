package io.chantier.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;

/**
 * The web server in front of a stand-in's sites, by the name of the host: it answers the ping, and hands out the files of
 * backups to whoever has a session of the administrator, as Frappe does.
 */
public final class SiteWeb implements AutoCloseable {

    private static final String BACKUPS = "/backups/";

    private final StandInBench bench;
    private final MariaDbServer mariadb;
    private final HttpServer server;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile long breakAfter = Long.MAX_VALUE;
    private volatile boolean answering = true;

    public SiteWeb(StandInBench bench, MariaDbServer mariadb) {
        this.bench = bench;
        this.mariadb = mariadb;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The paths that were asked for, oldest first. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /** From now on it hangs up after so many bytes of a file. */
    public void breakAfter(long bytes) {
        breakAfter = bytes;
    }

    /** Whether its program runs. */
    public void answer(boolean answers) {
        answering = answers;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            asked.add(path);
            var site = bench.folder().resolve("sites").resolve(host(exchange));
            var config = site.resolve("site_config.json");
            if (!Files.exists(config)) {
                exchange.sendResponseHeaders(404, -1);
            } else if (!answering || isClosed(Wire.tree(Files.readString(config)))) {
                exchange.sendResponseHeaders(503, -1);
            } else if (path.startsWith(BACKUPS)) {
                backup(exchange, config, site.resolve("private" + path));
            } else {
                exchange.sendResponseHeaders(200, -1);
            }
        }
    }

    /** In maintenance mode, and not even to be read. */
    private static boolean isClosed(JsonNode config) {
        return config.path("maintenance_mode").asInt(0) == 1
                && config.path("allow_reads_during_maintenance").asInt(0) != 1;
    }

    private void backup(HttpExchange exchange, Path config, Path file) throws IOException {
        if (!isAdministrator(exchange, config)) {
            exchange.sendResponseHeaders(403, -1);
        } else if (!Files.isRegularFile(file)) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            exchange.sendResponseHeaders(200, Files.size(file));
            try (var bytes = Files.newInputStream(file)) {
                var some = new byte[8192];
                long sent = 0;
                for (int read = bytes.read(some); read >= 0 && sent < breakAfter; read = bytes.read(some)) {
                    exchange.getResponseBody().write(some, 0, read);
                    sent += read;
                }
            }
        }
    }

    private boolean isAdministrator(HttpExchange exchange, Path config) throws IOException {
        var cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
        var database = Wire.tree(Files.readString(config)).path("db_name").asString("");
        return cookie.matches("sid=[0-9a-f]+")
                && mariadb.ask("select user from `" + database + "`.tabSessions where sid = '"
                                + cookie.substring("sid=".length()) + "'")
                        .contains("Administrator");
    }

    private static String host(HttpExchange exchange) {
        var host = URI.create("http://" + exchange.getRequestHeaders().getFirst("Host"))
                .getHost();
        return host == null ? "" : host;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
