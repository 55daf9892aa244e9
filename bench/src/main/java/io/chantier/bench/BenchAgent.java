package io.chantier.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentSpan;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentStep;
import io.chantier.protocol.AgentVersion;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An agent over HTTP that keeps its jobs as the contract says and makes one backup after the other, as ours does, but has no bench
 * behind it: a backup only takes its time. Twenty of them fit into one process.
 */
final class BenchAgent implements AutoCloseable {

    static final String PASSWORD = "agent-of-the-benchmark";

    private final HttpServer server;
    private final ExecutorService answers = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService backups =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
    private final SortedMap<String, List<String>> benches = new TreeMap<>();
    private final List<String> apps;
    private final Duration work;
    private final ConcurrentSkipListMap<Long, AgentJob> jobs = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile @Nullable CountDownLatch silence;

    /** @param work how long a backup takes */
    BenchAgent(Map<String, List<String>> benches, List<String> apps, Duration work) throws IOException {
        this.benches.putAll(benches);
        this.apps = List.copyOf(apps);
        this.work = work;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(answers);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    int requests() {
        return requests.get();
    }

    /** The names by which the control plane knows its jobs, as often as it ordered them. */
    List<String> ordered() {
        return jobs.values().stream()
                .map(job -> String.valueOf(job.agentJobId()))
                .toList();
    }

    /** From now on it takes connections and says nothing. */
    void fallSilent() {
        silence = new CountDownLatch(1);
    }

    void speakAgain() {
        var kept = silence;
        silence = null;
        if (kept != null) kept.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            var kept = silence;
            if (kept != null) {
                kept.await();
                return;
            }
            exchange.getRequestBody().readAllBytes();
            if (!("bearer " + PASSWORD).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                send(exchange, 401, Map.of("message", "Unauthenticated"));
                return;
            }
            var path = exchange.getRequestURI().getPath().substring(1).split("/");
            var said = said(exchange, path);
            send(exchange, said == null ? 404 : 200, said == null ? Map.of("message", "Not found") : said);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Object said(HttpExchange exchange, String[] path) {
        return switch (path[0]) {
            case "ping" -> Map.of("message", "pong");
            case "version" -> new AgentVersion("0".repeat(40), "", "", "bench", "", Map.of(), null);
            case "server" -> status();
            case "benches" ->
                path.length == 1
                        ? listed()
                        : ofBench(path, exchange.getRequestHeaders().getFirst("X-Agent-Job-Id"));
            case "jobs" -> jobs(path[1]);
            case "agent-jobs" -> named(path[1]);
            default -> null;
        };
    }

    private static Map<String, Object> status() {
        return Map.of(
                "stats",
                Map.of(
                        "cpu", Map.of("count", 4, "load_average", Map.of("1", 0.5)),
                        "memory", Map.of("mem", Map.of("used", 2_000_000_000L, "total", 8_000_000_000L)),
                        "disk", Map.of("used", 20_000_000_000L, "total", 100_000_000_000L)));
    }

    private Map<String, Object> listed() {
        return benches.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, bench -> Map.of("apps", empties(apps), "sites", empties(bench.getValue()))));
    }

    private static Map<String, Object> empties(List<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, _ -> Map.of()));
    }

    private @Nullable Object ofBench(String[] path, String name) {
        var what = path[path.length - 1];
        return switch (what) {
            case "info" -> usage(path[1]);
            case "apps" ->
                Map.of(
                        "data",
                        List.of(Map.of("app_name", "frappe", "app_version", "15.40.0", "git_branch", "version-15")));
            case "backup" -> new JobCreated(begin(path[3], name));
            default -> null;
        };
    }

    private Map<String, Object> usage(String bench) {
        var used = Map.of("database", 40, "public", 12, "private", 3, "backups", 30);
        return benches.getOrDefault(bench, List.of()).stream()
                .collect(Collectors.toMap(site -> site, _ -> Map.of("usage", used)));
    }

    private long begin(String site, String name) {
        long number = numbers.incrementAndGet();
        note(new AgentJob(
                number,
                name,
                "Backup Site",
                AgentStatus.PENDING,
                LocalDateTime.now(ZoneId.systemDefault()),
                AgentSpan.NOT_BEGUN,
                Wire.emptyObject(),
                List.of(),
                List.of()));
        backups.execute(() -> backUp(number, site));
        return number;
    }

    private void backUp(long number, String site) {
        var begun = LocalDateTime.now(ZoneId.systemDefault());
        become(number, AgentStatus.RUNNING, AgentSpan.of(begun, null), Wire.emptyObject());
        try {
            Thread.sleep(work);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        var database = Map.of("file", site + "-database.sql.gz", "size", 4_000_000, "url", "/backups/" + site);
        var data = Wire.toTree(Map.of("backups", Map.of("database", database), "offsite", Map.of()));
        become(number, AgentStatus.SUCCESS, AgentSpan.of(begun, LocalDateTime.now(ZoneId.systemDefault())), data);
    }

    private void become(long number, AgentStatus status, AgentSpan span, JsonNode data) {
        var before = jobs.get(number);
        if (before == null) throw new IllegalStateException("No job " + number);
        var step = new AgentStep(1, "Backup Site", status, span, data, List.of());
        note(new AgentJob(
                number,
                before.agentJobId(),
                before.name(),
                status,
                before.enqueue(),
                span,
                data,
                List.of(),
                List.of(step)));
    }

    private void note(AgentJob job) {
        jobs.put(job.id(), job);
    }

    /** One alone is told without a list around it; those that nobody knows are left out. */
    private @Nullable Object jobs(String asked) {
        var wanted = Arrays.stream(asked.split(",", -1))
                .map(Long::valueOf)
                .distinct()
                .toList();
        var found = wanted.stream().filter(jobs::containsKey).map(jobs::get).toList();
        return asked.contains(",") ? found : found.stream().findFirst().orElse(null);
    }

    private List<AgentJob> named(String asked) {
        var wanted = new HashSet<>(Arrays.asList(asked.split(",", -1)));
        return jobs.values().stream()
                .filter(job -> wanted.contains(job.agentJobId()))
                .toList();
    }

    private static void send(HttpExchange exchange, int status, Object message) throws IOException {
        var bytes = Wire.write(message).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        speakAgain();
        server.stop(0);
        backups.shutdownNow();
        answers.shutdownNow();
    }
}
