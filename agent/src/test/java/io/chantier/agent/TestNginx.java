package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.agent.commands.Script;
import io.chantier.agent.nginx.NginxSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** The real nginx with a folder of its own, on free ports of loopback. */
public final class TestNginx implements AutoCloseable {

    private static final String CONF = """
            user root;
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log error.log;
            events {}
            http {
                access_log off;
                client_body_temp_path body;
                proxy_temp_path proxy;
                fastcgi_temp_path fastcgi;
                uwsgi_temp_path uwsgi;
                scgi_temp_path scgi;
                include conf/*.conf;
            }
            """;

    private static final String HELD = """
            PATH=/usr/bin:/bin
            cd '%s' || exit 1
            call=$(($(cat calls 2> /dev/null || echo 0) + 1))
            echo $call > calls
            if [ -f refuse ]; then
                rm refuse
                echo 'refused for once'
                exit 1
            fi
            if [ -f hold-$call ]; then
                echo $$ >> pids
                while [ -f hold-$call ]; do sleep 0.1; done
            fi
            exec /usr/sbin/nginx "$@"
            """;

    private final Path home;
    private final Process process;
    public final int http = Ports.free();
    final int https = Ports.free();
    final int upstream;

    /** @param upstream the port that stands for the nginx of a bench server */
    public TestNginx(Path home, int upstream) {
        this.home = home;
        this.upstream = upstream;
        try {
            Files.createDirectories(home.resolve("conf"));
            Files.writeString(home.resolve("nginx.conf"), CONF);
            process = new ProcessBuilder("/usr/sbin/nginx", "-p", home.toString(), "-c", conf())
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("out").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await().until(() -> Files.exists(home.resolve("nginx.pid")));
    }

    private String conf() {
        return home.resolve("nginx.conf").toString();
    }

    Path folder() {
        return home.resolve("conf");
    }

    /** The settings of an agent that tells this nginx of the bench. */
    BenchSettings of(StandInBench bench) {
        var settings = bench.settings();
        return new BenchSettings(settings.directory(), settings.program(), settings());
    }

    NginxSettings settings() {
        return NginxSettings.of(environment());
    }

    public Map<String, String> environment() {
        var nginx = "/usr/sbin/nginx -p " + home + " -c " + conf();
        return Map.of(
                "CHANTIER_AGENT_NGINX", folder().toString(),
                "CHANTIER_AGENT_NGINX_TEST", nginx + " -t",
                "CHANTIER_AGENT_NGINX_RELOAD", nginx + " -s reload",
                "CHANTIER_AGENT_NGINX_LISTEN", "127.0.0.1:" + http,
                "CHANTIER_AGENT_NGINX_LISTEN_TLS", "127.0.0.1:" + https,
                "CHANTIER_AGENT_UPSTREAM_PORT", Integer.toString(upstream));
    }

    /** The same for an agent whose calls of nginx are counted, and wait where they are held. */
    Map<String, String> heldEnvironment() {
        var program = Script.in(home, "held", HELD.formatted(home));
        var environment = new HashMap<>(environment());
        environment.replaceAll((_, value) -> value.replace("/usr/sbin/nginx", program));
        return environment;
    }

    /** The call of nginx with this number, from 1 on, waits until it is let go: each telling is a test and a reload. */
    void hold(int call) throws IOException {
        Files.createFile(home.resolve("hold-" + call));
    }

    void awaitHeld() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> Script.pids(home.resolve("pids")).stream().anyMatch(Script::runs));
    }

    void letGo(int call) throws IOException {
        Files.delete(home.resolve("hold-" + call));
    }

    /** The next call fails. */
    void refuseNext() throws IOException {
        Files.createFile(home.resolve("refuse"));
    }

    /** Whether nginx is good with its files. */
    boolean isGood() throws IOException, InterruptedException {
        var test = new ProcessBuilder("/usr/sbin/nginx", "-p", home.toString(), "-c", conf(), "-t")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("tested").toFile())
                .start();
        return test.waitFor() == 0;
    }

    /** All that nginx reads of the agent's. */
    String files() throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(folder())) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(file).append('\n').append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** What nginx answers to a visitor of this host: the status line, the headers, an empty line, the body. */
    public String visit(String host, String path) {
        try (var socket = new Socket("127.0.0.1", http)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: " + host + "\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            var answer = new StringBuilder();
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            reader.lines().forEach(line -> answer.append(line).append('\n'));
            return answer.toString();
        } catch (IOException e) {
            return "";
        }
    }

    /** A reload is over a moment after nginx was told of it. */
    public void awaitVisit(String host, String path, String... parts) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(visit(host, path)).contains(parts));
    }

    public void awaitNone(String host, String part) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(visit(host, "/")).doesNotContain(part));
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
