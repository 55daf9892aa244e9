package io.chantier.rendering;

import static io.chantier.rendering.Samples.revision;
import static io.chantier.rendering.Samples.target;
import static io.chantier.rendering.Samples.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.chantier.jobs.Failure;
import io.chantier.rendering.Rendering.Rendered;
import io.chantier.storage.StorageFixture;
import io.chantier.values.TeamId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What edited components can do and cannot, whoever builds the walls. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EditedComponentsContract {

    abstract Walls walls(Path folder);

    /** The program that stands between us and the locked-in one. */
    abstract String keeper();

    private static final TeamId TEAM = new TeamId(UUID.randomUUID());

    private Path folder;

    private StorageFixture storage;
    private Workshop workshop;
    private Renderer renderer;

    @BeforeAll
    void start(@TempDir Path temporary) {
        folder = temporary;
        storage = StorageFixture.fresh("rendering");
        var settings = Samples.settings(Duration.ofSeconds(4), 5000);
        workshop = Workshop.of(settings, "", Samples.template(), folder.resolve("cache"), ways());
        var pictures = workshop.pictures(
                storage.jdbc(), storage.blobs(), settings.limits().picture());
        renderer =
                workshop.renderer(storage.media(), pictures, settings.limits().render());
    }

    @AfterAll
    void stop() {
        workshop.close();
    }

    private List<Walls> ways() {
        return List.of(walls(folder.resolve("walls")));
    }

    /** A revision whose 404 page, a small one, is the given component. */
    private static SortedMap<String, byte[]> edited(String frontmatter, String markup) {
        var files = revision("Lefèvre", List.of());
        files.put("src/components/NotFound.astro", utf8("---\n" + frontmatter + "\n---\n" + markup + "\n"));
        return files;
    }

    private Rendering render(SortedMap<String, byte[]> files) {
        return renderer.render(new RenderRequest(TEAM, UUID.randomUUID(), files, target("own")));
    }

    private String notFound(SortedMap<String, byte[]> files) {
        var rendering = render(files);
        assertThat(rendering).isInstanceOf(Rendered.class);
        return new String(((Rendered) rendering).files().getOrDefault("404.html", new byte[0]), StandardCharsets.UTF_8);
    }

    private Optional<Failure> failure(SortedMap<String, byte[]> files) {
        return render(files) instanceof Rendering.Failed(var why) ? Optional.of(why) : Optional.empty();
    }

    @Test
    void an_edited_component_is_compiled_once_and_rendered() {
        var files = edited("const words = 'Perdu ' + 'en forêt';", "<p>{words}</p>");
        assertThat(notFound(files)).contains("Perdu en forêt");
        long before = System.nanoTime();
        assertThat(notFound(files)).contains("Perdu en forêt");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(folder.resolve("cache/compiled")).isDirectoryContaining(Files::isDirectory);
    }

    @Test
    void the_next_compile_finds_a_process_with_its_tools_loaded_and_none_is_left_in_the_end() {
        var settings = Samples.settings(Duration.ofSeconds(4), 5000);
        var cache = folder.resolve("cache-of-waiting");
        try (var own = Workshop.of(settings, "", Samples.template(), cache, ways())) {
            var pictures = own.pictures(
                    storage.jdbc(), storage.blobs(), settings.limits().picture());
            var rendering =
                    own.renderer(storage.media(), pictures, settings.limits().render());
            for (var words : List.of("Un", "Deux", "Trois")) {
                var files = edited("", "<p>" + words + "</p>");
                assertThat(rendering.render(new RenderRequest(TEAM, UUID.randomUUID(), files, target("own"))))
                        .isInstanceOfSatisfying(
                                Rendered.class,
                                done -> assertThat(new String(
                                                done.files().getOrDefault("404.html", new byte[0]),
                                                StandardCharsets.UTF_8))
                                        .contains("<p>" + words));
                await().atMost(Duration.ofSeconds(20)).until(() -> waiting(cache) == 1);
            }
        }
        assertThat(waiting(cache)).isZero();
    }

    private long waiting(Path cache) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains("--wait") && line.contains(cache.toString()))
                        .isPresent())
                .filter(process -> process.info().command().orElse("").endsWith(keeper()))
                .filter(process -> process.parent()
                        .filter(parent ->
                                parent.pid() == ProcessHandle.current().pid())
                        .isPresent())
                .count();
    }

    @Test
    void its_code_reads_nothing_of_the_machine() throws IOException {
        var secret = Files.writeString(folder.resolve("other-site.txt"), "MARKER-OF-ANOTHER-SITE");
        var frontmatter = """
                import { readFileSync, readdirSync } from 'node:fs';
                const attempt = (what) => { try { return what(); } catch (error) { return 'refused:' + error.code; } };
                const found = ['%s', '/etc/passwd', '/etc/hostname', '/proc/1/environ', '/proc/self/environ', '/root/.bashrc']
                  .map((file) => attempt(() => readFileSync(file, 'utf8')));
                found.push(attempt(() => readdirSync('/home').join()), JSON.stringify(process.env));
                """.formatted(secret);
        var page = notFound(edited(frontmatter, "<p>{found.map((f) => <b>[{f}]</b>)}</p>"));
        assertThat(page).contains("refused:").doesNotContain("MARKER-OF-ANOTHER-SITE", "root:x:0");
        System.getenv().forEach((name, value) -> {
            if (value.length() > 12) assertThat(page).doesNotContain(value);
        });
    }

    /** The walls alone: Node is not told to refuse anything, as it is not while compiling. */
    @Test
    void a_program_behind_the_walls_sees_and_harms_nothing_of_the_machine() throws Exception {
        var secret = Files.writeString(folder.resolve("behind-the-walls.txt"), "MARKER-BEHIND-THE-WALLS");
        var out = Files.createDirectories(folder.resolve("of-the-program"));
        var node = (Node.Search.Found) Node.find("", List.of(Samples.template()), "");
        var sandbox = Sandbox.find(node.binary(), Samples.template(), ways()).orElseThrow();
        var canary = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        var words = sandbox.command(
                new Sandbox.Grant(Map.of(), Map.of(out, Path.of("/out")), 20),
                List.of("-e", """
                        const fs = require('node:fs');
                        const tried = (what) => { try { return String(what()); } catch (error) { return error.code ?? 'refused'; } };
                        const net = require('node:net').connect({ host: '127.0.0.1', port: %d });
                        const end = (network) => {
                          const seen = {
                            network,
                            secret: tried(() => fs.readFileSync('%s', 'utf8')),
                            home: tried(() => fs.readdirSync('/root')),
                            template: tried(() => fs.writeFileSync('/site-astro/planted', 'x')),
                            libraries: tried(() => fs.writeFileSync('/usr/lib/planted', 'x')),
                            kernel: tried(() => fs.writeFileSync('/proc/sys/kernel/core_pattern', fs.readFileSync('/proc/sys/kernel/core_pattern'))),
                            programs: tried(() => require('node:child_process').execFileSync('/usr/bin/id')),
                            processes: fs.readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name)).length,
                            environment: Object.keys(process.env).filter((name) => name !== 'HOME' && name !== 'PWD').join(),
                            host: require('node:os').hostname(),
                            rights: fs.readFileSync('/proc/self/status', 'utf8').match(/CapEff:\\s*(.*)/)[1],
                            own: tried(() => fs.writeFileSync('/out/seen', 'x')),
                          };
                          console.log(JSON.stringify(seen));
                          process.kill(0, 'SIGKILL');
                        };
                        net.on('connect', () => end('REACHED'));
                        net.on('error', (error) => end(error.code));
                        """.formatted(canary.getLocalPort(), secret)));
        var builder = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();

        var program = Launcher.start(builder);
        var said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        canary.close();
        // Who kills its whole group has killed nobody of ours: we are still here.
        assertThat(said).isNotEmpty();
        var seen = JsonMapper.shared().readTree(said);
        assertThat(seen.path("own").asString()).isEqualTo("undefined");
        assertThat(seen.path("network").asString()).isNotEqualTo("REACHED");
        assertThat(seen.path("secret").asString()).isEqualTo("ENOENT");
        assertThat(seen.path("home").asString()).isEqualTo("ENOENT");
        assertThat(seen.path("template").asString()).isEqualTo("EROFS");
        assertThat(seen.path("libraries").asString()).isEqualTo("EROFS");
        assertThat(seen.path("kernel").asString()).isIn("EROFS", "EACCES");
        assertThat(seen.path("programs").asString()).isEqualTo("ENOENT");
        assertThat(seen.path("processes").asInt()).isLessThanOrEqualTo(2);
        assertThat(seen.path("environment").asString()).isEmpty();
        assertThat(seen.path("host").asString()).isEqualTo("sandbox");
        assertThat(seen.path("rights").asString()).matches("0+");
    }

    @Test
    void its_code_reaches_no_network_and_starts_no_program() throws IOException {
        try (var canary = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            canary.setSoTimeout(300);
            var frontmatter = """
                    import net from 'node:net';
                    import { createRequire } from 'node:module';
                    const reach = (host, port) => new Promise((done) => {
                      const socket = net.connect({ host, port, timeout: 800 }, () => done('REACHED'));
                      socket.on('error', (error) => done('refused:' + error.code));
                      socket.on('timeout', () => done('timeout'));
                    });
                    const network = [await reach('127.0.0.1', %d), await reach('1.1.1.1', 80)].join();
                    let program;
                    try { program = String(process.getBuiltinModule('node:child_process').execFileSync('/usr/bin/id')); }
                    catch (error) { program = 'refused:' + error.code; }
                    """.formatted(canary.getLocalPort());
            var page = notFound(edited(frontmatter, "<p>{network} {program}</p>"));
            assertThat(page).contains("refused:").doesNotContain("REACHED", "uid=");
            assertThat(hit(canary)).isFalse();
        }
    }

    @Test
    void code_that_runs_while_compiling_is_locked_in_too() throws IOException {
        var secret = Files.writeString(folder.resolve("secret.txt"), "MARKER-WHILE-COMPILING");
        var files = edited("const a = 1;", "<p>fine</p>");
        files.put("src/content.config.ts", utf8("""
                import { readFileSync, writeFileSync } from 'node:fs';
                let seen = 'nothing';
                try { seen = readFileSync('%s', 'utf8'); } catch {}
                try { writeFileSync('%s/stolen.txt', seen); } catch {}
                console.error(seen);
                export const collections = {};
                """.formatted(secret, folder)));
        var rendering = render(files);
        assertThat(folder.resolve("stolen.txt")).doesNotExist();
        assertThat(rendering.toString()).doesNotContain("MARKER-WHILE-COMPILING");
    }

    @Test
    void code_that_never_ends_is_stopped_and_harms_no_other_site() {
        var hanging = edited("while (true) {}", "<p>never</p>");
        assertThat(failure(hanging)).map(Failure::code).contains("render-timeout");
        assertThat(render(revision("Autre", List.of()))).isInstanceOf(Rendered.class);
    }

    @Test
    void a_component_that_does_not_compile_says_which() {
        var why = failure(edited("const = ;", "<p>{</p>"));
        assertThat(why).map(Failure::code).contains("compile-failed");
        assertThat(why.orElseThrow().arguments().get("log")).contains("NotFound.astro");
    }

    @Test
    void without_a_sandbox_edited_components_are_refused() {
        var limits = Samples.settings().limits();
        try (var none = new EditedComponents(Optional::empty, folder, limits)) {
            assertThat(none.provide(TEAM, UUID.randomUUID(), edited("", "<p/>"), "t"))
                    .isEqualTo(new EditedComponents.Provision.Refused(new Failure("sandbox-missing", Map.of())));
        }
    }

    @Test
    void style_rules_of_a_person_are_no_components() {
        var files = revision("Lefèvre", List.of());
        files.put("src/styles/custom.css", utf8("h1{letter-spacing:.5em}"));
        var rendered = (Rendered) render(files);
        assertThat(rendered.files().values())
                .anyMatch(bytes -> new String(bytes, StandardCharsets.UTF_8).contains("letter-spacing:.5em"));
    }

    private static boolean hit(ServerSocket canary) throws IOException {
        try (var _ = canary.accept()) {
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }
}
