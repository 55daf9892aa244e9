package io.chantier.deployment.dokploy;

import static io.chantier.deployment.Online.site;
import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.deployment.Online;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.SiteHeaders;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import io.chantier.values.Secret;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent to Dokploy, unpacked and served by a real nginx beside our own edge. */
class SitePackageTest {

    private static final Site SITE = site("paquet");

    private static final DokployServer SERVER = new DokployServer(
            UUID.randomUUID(),
            "atelier",
            URI.create("http://127.0.0.1:3000"),
            new Secret(""),
            new DokployServer.Ways(URI.create(""), "nginx:alpine", "none"),
            new DokployServer.Limits(90, 2));

    @TempDir
    static Path folder;

    private static Online online;
    private static Release release;
    private static Process nginx;
    private static URI served;

    @BeforeAll
    static void start() throws Exception {
        online = new Online();
        release = online.release(SITE, "m1");
        online.publisher.publish(SITE, release.digest(), Publisher.Notes.NONE);
        var zip = new SitePackage(online.storage.blobs()).of(release, SERVER);
        unpack(zip);
        Files.delete(zip);
        int port = freePort();
        served = URI.create("http://127.0.0.1:" + port);
        nginx = nginx(Files.readString(folder.resolve("nginx.conf")), port);
    }

    @AfterAll
    static void stop() throws Exception {
        nginx.destroy();
        nginx.waitFor();
        online.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/index.html",
                "/services/",
                "/services",
                "/services/index.html",
                "/services.html",
                "/services.html?from=letter",
                "/page.php?id=3",
                "/page.php?id=4",
                "/?page_id=7",
                "/%C3%A0%20propos.html",
                "/out",
                "/nothing",
                "/robots.txt",
                "/assets/a1b2c3.css",
                "/_img/a1b2c3d4e5f6-480.webp"
            })
    void nginx_answers_as_our_edge_does(String path) throws Exception {
        var edge = get(online.edge.address(), path, SITE.slug() + ".localhost:8081");
        var other = get(served, path, "paquet.example");
        assertThat(other.statusCode()).isEqualTo(edge.statusCode());
        assertThat(header(other, "location")).isEqualTo(header(edge, "location"));
        if (edge.statusCode() != 301) {
            assertThat(other.body()).isEqualTo(edge.body());
            assertThat(header(other, "cache-control")).isEqualTo(header(edge, "cache-control"));
            assertThat(mediaType(other)).isEqualTo(mediaType(edge));
        }
        SiteHeaders.OF_SITES.forEach(
                (name, value) -> assertThat(header(other, name)).as(name).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/index.html", "/\\evil.example/index.html", "/%5Cevil.example/index.html"})
    void nobody_is_sent_to_another_site(String path) throws Exception {
        assertThat(get(served, path, "paquet.example").statusCode()).isNotEqualTo(301);
    }

    @Test
    void posting_is_not_allowed() throws Exception {
        var request = HttpRequest.newBuilder(served)
                .POST(HttpRequest.BodyPublishers.ofString("x"))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            assertThat(client.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void the_same_release_gives_the_same_bytes() throws Exception {
        var packages = new SitePackage(online.storage.blobs());
        var one = packages.of(release, SERVER);
        var other = packages.of(release, SERVER);
        assertThat(one).hasSameBinaryContentAs(other);
        Files.delete(one);
        Files.delete(other);
    }

    @Test
    void the_base_image_is_the_operators_choice() {
        assertThat(SitePackage.dockerfile("registry.example/nginx:1.29"))
                .startsWith("FROM registry.example/nginx:1.29\n");
    }

    @Test
    void an_old_address_cannot_break_out_of_the_configuration() throws Exception {
        var hostile = new TreeMap<>(Map.of(
                "/a\"; } server { listen 81; } #", "/services/",
                "/b\\", "/services/",
                "/c\n return 200;", "/services/",
                "/d", "/$host\"; return 200 \"x",
                "/e", "/${host}/",
                "/f.html", "https://evil.example/",
                "~^/g", "/services/",
                "/$host", "/services/"));
        hostile.put("/Two.html", "/services/");
        hostile.put("/two.html", "/elsewhere/");
        hostile.put("/" + "long".repeat(490) + ".html", "/services/");
        hostile.put("/" + "far".repeat(900) + ".html", "/services/");
        int port = freePort();
        var process = nginx(SitePackage.configuration(hostile), port);
        try {
            var base = URI.create("http://127.0.0.1:" + port);
            assertThat(get(base, "/%24host", "x").statusCode()).isEqualTo(301);
            assertThat(get(base, "/b%5C", "x").statusCode()).isEqualTo(301);
            for (var path : new String[] {"/d", "/e", "/f.html", "/g"}) {
                assertThat(get(base, path, "x").statusCode()).as(path).isEqualTo(404);
            }
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    private static void unpack(Path zip) throws IOException {
        try (var entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (var entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                var file = folder.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(entries, file);
            }
        }
    }

    /** As in the image: our configuration is one of {@code conf.d} inside of {@code http}. */
    private static Process nginx(String configuration, int port) throws Exception {
        var own = configuration
                .replace("listen 80;", "listen 127.0.0.1:" + port + ";")
                .replace("/usr/share/nginx/html", folder.resolve("site").toString());
        var place = Files.createTempDirectory(folder, "nginx");
        var main = """
                daemon off;
                worker_processes 1;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log warn;
                events { worker_connections 256; }
                http {
                  access_log off;
                  include /etc/nginx/mime.types;
                  default_type application/octet-stream;
                  client_body_temp_path %1$s/t1;
                  proxy_temp_path %1$s/t2;
                  fastcgi_temp_path %1$s/t3;
                  uwsgi_temp_path %1$s/t4;
                  scgi_temp_path %1$s/t5;
                %2$s
                }
                """.formatted(place, own);
        var file = Files.writeString(place.resolve("main.conf"), main);
        for (var path = place;
                path != null && path.startsWith("/tmp") && path.getNameCount() > 1;
                path = path.getParent()) {
            // The worker is another account.
            path.toFile().setExecutable(true, false);
            path.toFile().setReadable(true, false);
        }
        var log = place.resolve("start.log").toFile();
        var process = new ProcessBuilder("nginx", "-c", file.toString(), "-e", place + "/error.log")
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        for (int tries = 0; tries < 100; tries++) {
            try (var _ = new java.net.Socket("127.0.0.1", port)) {
                return process;
            } catch (IOException e) {
                if (!process.isAlive()) throw new IllegalStateException(Files.readString(log.toPath()));
                Thread.sleep(50);
            }
        }
        throw new IllegalStateException(Files.readString(log.toPath()));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** By a raw connection, because Java's client sends no foreign Host. */
    private static Answer get(URI base, String path, String host) throws IOException {
        try (var socket = new java.net.Socket(base.getHost(), base.getPort())) {
            var request = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            var all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            int end = all.indexOf("\r\n\r\n");
            var headers = new TreeMap<String, String>();
            all.substring(0, end).lines().skip(1).forEach(line -> {
                int colon = line.indexOf(':');
                headers.put(
                        line.substring(0, colon).toLowerCase(),
                        line.substring(colon + 1).strip());
            });
            return new Answer(Integer.parseInt(all.substring(9, 12)), headers, all.substring(end + 4));
        }
    }

    record Answer(int statusCode, Map<String, String> headers, String body) {}

    private static String header(Answer answer, String name) {
        return answer.headers().getOrDefault(name.toLowerCase(), "");
    }

    private static String mediaType(Answer answer) {
        return header(answer, "content-type").replaceAll(";.*", "").strip();
    }
}
