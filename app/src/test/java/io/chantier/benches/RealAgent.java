package io.chantier.benches;

import io.chantier.agent.Agent;
import io.chantier.agent.AgentSettings;
import io.chantier.agent.BenchSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Our own agent on a free port of loopback, with benches that are made here by hand. */
public final class RealAgent implements AutoCloseable {

    public static final String PASSWORD = "agent-secret-of-a-test";

    private final Path benches;
    private final Path folder;
    private final String scheme;
    private final Agent agent;
    private final int port;

    /** @param more settings besides, by the names of the environment */
    public RealAgent(Path home, Map<String, String> more) {
        benches = home.resolve("benches");
        folder = home.resolve("agent");
        scheme = "on".equals(more.get("CHANTIER_AGENT_TLS")) ? "https" : "http";
        var environment = new HashMap<>(Map.of(
                "CHANTIER_AGENT_HOME",
                folder.toString(),
                "CHANTIER_AGENT_PORT",
                "0",
                "CHANTIER_AGENT_BENCHES",
                benches.toString(),
                "AGENT_PASSWORD",
                PASSWORD));
        environment.putAll(more);
        create(benches);
        var settings = AgentSettings.of(environment);
        agent = Agent.start(settings, BenchSettings.of(environment, settings.home()));
        port = agent.port();
    }

    public RealAgent(Path home) {
        this(home, Map.of());
    }

    public int port() {
        return port;
    }

    public String url() {
        return scheme + "://127.0.0.1:" + port();
    }

    /** Of the certificate that it made for itself, as it stands on its own machine. */
    public String fingerprint() {
        try {
            return Files.readString(folder.resolve("tls-fingerprint")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A bench with these apps, as its folder looks. */
    public void bench(String name, String... apps) {
        var folder = benches.resolve(name);
        write(folder.resolve("sites/common_site_config.json"), "{}");
        write(folder.resolve("sites/apps.txt"), String.join("\n", apps) + "\n");
        write(folder.resolve("config.json"), "{}");
        for (var app : apps) create(folder.resolve("apps").resolve(app));
    }

    /** A site that somebody made on the bench long ago. */
    public void site(String bench, String site) {
        write(
                benches.resolve(bench).resolve("sites").resolve(site).resolve("site_config.json"),
                "{\"db_name\": \"_old\", \"db_password\": \"old-database-secret\"}");
    }

    /** Somebody took it away. */
    public void withoutSite(String bench, String site) {
        try {
            var folder = benches.resolve(bench).resolve("sites").resolve(site);
            Files.delete(folder.resolve("site_config.json"));
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        create(file.getParent());
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void create(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        agent.close();
    }
}
