package io.chantier.agent.benches;

import io.chantier.agent.commands.CommandEnd;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Whether the sites of a bench answer and work, and what its visitors asked for. */
public final class BenchWatch {

    private static final int AT_A_TIME = 4;
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofDays(1);
    /** What is read at once has to fit into a small memory, as trees and as text. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final String LOG = "monitor.json.log";

    private final Benches benches;
    private final SiteCommands bench;
    private final InstantSource clock;

    /** Made when first wanted: it reads all certificates that the JDK trusts, which the agent's start need not wait for. */
    private static final class Web {

        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER)
                .build();
    }

    public BenchWatch(Benches benches, SiteCommands bench, InstantSource clock) {
        this.benches = benches;
        this.bench = bench;
        this.clock = clock;
    }

    /** Whether the web server of a site answers, and whether its scheduler is enabled. */
    public record SiteHealth(boolean scheduler, boolean web) {}

    /** One site. */
    public SiteHealth site(BenchName name, SiteName site) throws InterruptedException {
        return health(name, site, port(name, benches.find(name).orElseThrow()));
    }

    private int port(BenchName name, Bench told) {
        return BenchNginx.programs(benches.setup(name), told.config()).web();
    }

    /** Each site of a bench; a few are asked at a time. */
    public Map<String, SiteHealth> sites(BenchName name) throws InterruptedException {
        var told = benches.find(name).orElseThrow();
        int port = port(name, told);
        var asked = new TreeMap<String, Future<SiteHealth>>();
        try (var asking =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            for (var site : told.sites().keySet()) {
                asked.put(site, asking.submit(() -> health(name, new SiteName(site), port)));
            }
        }
        var sites = new TreeMap<String, SiteHealth>();
        for (var site : asked.entrySet()) {
            try {
                sites.put(site.getKey(), site.getValue().get());
            } catch (ExecutionException e) {
                throw new IllegalStateException("Site " + site.getKey() + " cannot be asked", e.getCause());
            }
        }
        return sites;
    }

    private SiteHealth health(BenchName name, SiteName site, int port) throws InterruptedException {
        var end = bench.ask(name, site, "scheduler", "status");
        boolean scheduler = end instanceof CommandEnd.Succeeded(var _, var output) && output.contains("enabled");
        return new SiteHealth(scheduler, answers(site, port));
    }

    private boolean answers(SiteName site, int port) throws InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/method/ping"))
                .timeout(ANSWER)
                .header("X-Frappe-Site-Name", site.value())
                .build();
        try {
            return Web.CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException _) {
            return false;
        }
    }

    /** What the visitors of a bench asked for since somebody last wanted to know, at most 2 MB of it; that log is moved away for a day. */
    public List<JsonNode> requests(BenchName name) throws IOException {
        var log = benches.folder(name).resolve("logs").resolve(LOG);
        if (!Files.isRegularFile(log, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        var read = Files.createDirectories(log.resolveSibling("monitor"));
        forgetOld(read);
        var moved = Files.move(log, read.resolve(clock.millis() + ".json.log"), StandardCopyOption.ATOMIC_MOVE);
        try (var file = Files.newInputStream(moved, LinkOption.NOFOLLOW_LINKS)) {
            var text = new String(file.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            return text.lines().flatMap(BenchWatch::read).toList();
        }
    }

    /** The last line may be cut off, because its writer was. */
    private static Stream<JsonNode> read(String line) {
        try {
            return line.isBlank() ? Stream.empty() : Stream.of(Wire.tree(line));
        } catch (JacksonException _) {
            return Stream.empty();
        }
    }

    private void forgetOld(Path folder) throws IOException {
        var old = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder, "*.json.log")) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)
                        .toInstant()
                        .isBefore(clock.instant().minus(KEPT))) {
                    old.add(file);
                }
            }
        }
        for (var file : old) {
            Files.deleteIfExists(file);
        }
    }
}
