package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The agent's jar as its unit starts it: until it answers, one ping after the other, ping jobs, new sites, memory. Beside it the same
 * pings where the stored hash is checked at each request, as a stock agent does.
 *
 * <p>Goals: start 2 s, ping 1 ms at the median, 300 ping jobs a second, a new site 1 s, 150 MB.
 */
final class AgentBench implements AutoCloseable {

    private static final String PASSWORD = "a-password-of-the-benchmark";
    private static final Path JAR = Path.of("agent/target/chantier-agent.jar");
    private static final int ROUNDS_OF_A_STOCK_AGENT = 29_000;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int STARTS = 5;
    private static final Pattern JOB = Pattern.compile("\"job\":(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int pings;
    private final int jobs;
    private final int sites;
    private final BenchHost host = new BenchHost();
    private final int port;
    private final String address;
    private Path home;
    private Process agent;
    private double startedMillis;
    private double firstMillis;
    private int made;

    private AgentBench(boolean quick) throws IOException, InterruptedException {
        this.pings = quick ? 500 : 5000;
        this.jobs = quick ? 300 : 3000;
        this.sites = quick ? 10 : 50;
        this.port = freePort();
        this.address = "http://127.0.0.1:" + port;
        this.home = Files.createTempDirectory("agent-bench");
        this.agent = start();
    }

    /** With the flags of {@code deploy/chantier-agent.service}. */
    private Process start() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var process = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseCompactObjectHeaders",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=" + home.resolve("agent.jsa"),
                        "-jar",
                        JAR.toString())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("agent.log").toFile());
        process.environment().put("CHANTIER_AGENT_HOME", home.toString());
        process.environment().put("CHANTIER_AGENT_PORT", Integer.toString(port));
        process.environment().put("AGENT_PASSWORD", PASSWORD);
        process.environment().putAll(host.environment());
        long begin = System.nanoTime();
        var started = process.start();
        await(this::listens);
        long asked = System.nanoTime();
        await(this::answers);
        startedMillis = (System.nanoTime() - begin) / 1e6;
        firstMillis = (System.nanoTime() - asked) / 1e6;
        return started;
    }

    /** @param empty whether each is in an empty folder: an agent's end writes what makes the next start there quick */
    private Figures starts(boolean empty) throws IOException, InterruptedException {
        var took = new double[STARTS];
        for (int i = 0; i < STARTS; i++) {
            agent.destroy();
            agent.waitFor();
            if (empty) {
                Installation.delete(home);
                home = Files.createTempDirectory("agent-bench");
            }
            agent = start();
            took[i] = startedMillis;
        }
        return Figures.of(took);
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println(Machine.describe());
        try (var bench = new AgentBench(List.of(arguments).contains("--quick"))) {
            bench.run();
        }
        System.out.println("load at the end " + Machine.load());
    }

    private void run() throws Exception {
        System.out.printf("the very first start, beside a database that starts too: %s ms%n", number(startedMillis));
        print("start in an empty folder, until a ping", starts(true));
        print("start from then on", starts(false));
        System.out.printf("the first request of the last start, its hash checked: %s ms%n", number(firstMillis));
        System.out.printf(
                "the request after that: %s ms%n", number(times(1, address).median()));
        times(pings / 2, address);
        print("ping, password recognised", times(pings, address));
        var checking = checkingEachTime();
        try {
            var naive = "http://127.0.0.1:" + checking.getAddress().getPort();
            times(100, naive);
            print("naive: hash checked at each ping", times(pings / 10, naive));
        } finally {
            checking.stop(0);
        }
        pingJobs(jobs / 10);
        double seconds = pingJobs(jobs);
        System.out.printf(
                "%d ping jobs in %s s, ordered one after the other until the last is over: %s a second%n",
                jobs, number(seconds), number(jobs / seconds));
        newSites(sites / 5);
        print("new site, until its job is over", newSites(sites));
        System.out.printf("resident afterwards: %d MB%n", new ProcessTree(List.of(agent.pid())).residentMegabytes());
    }

    private static void print(String what, Figures figures) {
        System.out.printf(
                "%-36s p50 %s ms, p95 %s ms, max %s ms%n",
                what, precise(figures.median()), precise(figures.quantile(0.95)), precise(figures.quantile(1)));
    }

    private static String precise(double millis) {
        return "%.2f".formatted(millis);
    }

    private Figures times(int count, String server) throws IOException, InterruptedException {
        var took = new double[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            if (get(server + "/ping") != 200) throw new IllegalStateException("A ping was refused");
            took[i] = (System.nanoTime() - begin) / 1e6;
        }
        return Figures.of(took);
    }

    private Figures newSites(int count) throws IOException, InterruptedException {
        var took = new double[count];
        for (int i = 0; i < count; i++) {
            long begin = System.nanoTime();
            var order = request(address + host.path())
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(host.order(made++)));
            var path = address + "/jobs/"
                    + jobNumber(
                            http.send(order.build(), BodyHandlers.ofString()).body());
            await(() -> body(path).contains("\"end\":\"2") && !body(path).contains("\"status\":\"Running\""));
            took[i] = (System.nanoTime() - begin) / 1e6;
            if (!body(path).contains("\"name\":\"New Site\",\"status\":\"Success\""))
                throw new IllegalStateException(body(path));
        }
        return Figures.of(took);
    }

    private static String jobNumber(String answer) {
        var number = JOB.matcher(answer);
        if (!number.find()) throw new IllegalStateException(answer);
        return number.group(1);
    }

    /** Seconds from the first order until the last job is over. */
    private double pingJobs(int count) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        var last = "";
        for (int i = 0; i < count; i++) {
            var answer = http.send(
                    request(address + "/ping_job").POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString());
            last = jobNumber(answer.body());
        }
        var path = address + "/jobs/" + last;
        await(() -> body(path).contains("\"end\":\""));
        await(() -> !body(address + "/jobs").contains("Pending")
                && !body(address + "/jobs").contains("Running"));
        return (System.nanoTime() - begin) / 1e9;
    }

    /** Costs the two cores less than a request would that nobody answers. */
    private boolean listens() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean answers() {
        try {
            return get(address + "/ping") == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String body(String path) {
        try {
            return http.send(request(path).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new IllegalStateException(path, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int get(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path)).header("Authorization", "bearer " + PASSWORD);
    }

    private static void await(BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) throw new IllegalStateException("Waited in vain");
            Thread.sleep(2);
        }
    }

    /** A server that says pong to whoever gives the password, which it derives anew each time. */
    private static HttpServer checkingEachTime() throws IOException {
        var salt = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");
        var expected = derive(PASSWORD, salt);
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ping", exchange -> {
            var given = exchange.getRequestHeaders().getFirst("Authorization").substring("bearer ".length());
            var answer = "{\"message\":\"pong\"}".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(Arrays.equals(expected, derive(given, salt)) ? 200 : 401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static byte[] derive(String password, byte[] salt) {
        try {
            var key = new PBEKeySpec(password.toCharArray(), salt, ROUNDS_OF_A_STOCK_AGENT, 256);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        agent.destroyForcibly().onExit().join();
        http.close();
        host.close();
        Installation.delete(home);
    }
}
