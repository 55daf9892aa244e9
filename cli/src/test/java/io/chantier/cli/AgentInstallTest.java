package io.chantier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import io.chantier.cli.installation.Words;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file for a bench server: made, unpacked as a person does it, and started as its unit says. */
class AgentInstallTest {

    private static final Pattern PASSWORD = Pattern.compile("shown this once: (\\S+)");

    @TempDir
    private Path folder;

    private Path tar;
    private final List<Process> agents = new ArrayList<>();

    @BeforeEach
    void buildAgent() throws IOException {
        var program = Files.createDirectories(folder.resolve("home/.chantier/agent/libs"));
        Files.createDirectories(folder.resolve("home/deploy"));
        Files.copy(Path.of("../deploy/chantier-agent.service"), folder.resolve("home/deploy/chantier-agent.service"));
        for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            var path = Path.of(entry);
            if (Files.isRegularFile(path)) {
                Files.copy(path, program.resolve(path.getFileName().toString()));
            }
        }
        jar(Path.of("../agent/target/classes"), program.resolveSibling("chantier-agent.jar"), program);
        for (var module : List.of("jobs", "protocol")) {
            if (Files.notExists(program.resolve("chantier-" + module + ".jar"))) {
                jar(Path.of("..", module, "target/classes"), program.resolve(module + "-classes.jar"), program);
            }
        }
        // Written last, so that it names all of them.
        jar(Path.of("../agent/target/classes"), program.resolveSibling("chantier-agent.jar"), program);
        tar = folder.resolve("agent.tar.gz");
    }

    private static void jar(Path classes, Path jar, Path libraries) throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "io.chantier.agent.Agent");
        try (var files = Files.list(libraries)) {
            main.put(
                    Attributes.Name.CLASS_PATH,
                    String.join(
                            " ",
                            files.map(file -> "libs/" + file.getFileName())
                                    .sorted()
                                    .toList()));
        }
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var tree = Files.walk(classes)) {
            for (var file : tree.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                out.write(Files.readAllBytes(file));
                out.closeEntry();
            }
        }
    }

    @AfterEach
    void endAgents() throws InterruptedException {
        for (var agent : agents) {
            agent.destroyForcibly().waitFor();
        }
    }

    private record Outcome(int code, String output) {}

    private Outcome run(Locale locale, String... words) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        var lines = new CommandLines(new Terminal(out, out, false, Words.in(locale)), new Home(folder.resolve("home")));
        return new Outcome(lines.run(words), bytes.toString(StandardCharsets.UTF_8));
    }

    private Outcome install(String... more) {
        var words = new ArrayList<>(List.of("agent", "install", "--output", tar.toString()));
        words.addAll(List.of(more));
        return run(Locale.ENGLISH, words.toArray(String[]::new));
    }

    private Path unpack() throws Exception {
        var into = Files.createDirectories(folder.resolve("unpacked"));
        var process = new ProcessBuilder("tar", "xpzf", tar.toString(), "-C", into.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return into.resolve("chantier-agent");
    }

    @Test
    void what_is_unpacked_starts_as_its_unit_says_and_lets_in_with_the_password_that_was_shown() throws Exception {
        var made = install("--bind", "127.0.0.1");
        assertThat(made.code()).as(made.output()).isZero();
        var shown = PASSWORD.matcher(made.output());
        assertThat(shown.find()).isTrue();
        var password = shown.group(1);
        assertThat(Files.getPosixFilePermissions(tar)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        var here = unpack();
        assertThat(here.resolve("README")).content().contains("sudo ./install.sh");
        assertThat(Files.isExecutable(here.resolve("install.sh"))).isTrue();
        assertThat(Files.getPosixFilePermissions(here.resolve("agent.env")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        int port = start(here);

        assertThat(ping(port, password)).isEqualTo(200);
        assertThat(ping(port, "another")).isEqualTo(401);
    }

    /** Runs the words of ExecStart with the settings of the package, in folders of the test. */
    private int start(Path here) throws Exception {
        int port = freePort();
        var unit = Files.readString(here.resolve("chantier-agent.service"));
        var start = unit.lines()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow()
                .substring("ExecStart=".length())
                .replace("/opt/chantier-agent", here.toString())
                .replace("/var/lib/chantier-agent", folder.toString());
        var builder = new ProcessBuilder(start.split(" ")).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("agent.log").toFile());
        builder.environment().putAll(settings(here.resolve("agent.env")));
        builder.environment()
                .put("CHANTIER_AGENT_HOME", folder.resolve("agent-home").toString());
        builder.environment().put("CHANTIER_AGENT_PORT", Integer.toString(port));
        builder.environment().put("PATH", System.getProperty("java.home") + "/bin:/usr/bin:/bin");
        var agent = builder.start();
        agents.add(agent);
        for (int i = 0; i < 600 && agent.isAlive(); i++) {
            try (var socket = new Socket("127.0.0.1", port)) {
                return socket.getPort();
            } catch (IOException _) {
                Thread.sleep(100);
            }
        }
        throw new AssertionError(Files.readString(folder.resolve("agent.log")));
    }

    private static Map<String, String> settings(Path file) throws IOException {
        var settings = new TreeMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            int is = line.indexOf('=');
            settings.put(line.substring(0, is), line.substring(is + 1).replace("\"", ""));
        }
        return settings;
    }

    private static int ping(int port, String password) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/ping"))
                .header("Authorization", "bearer " + password)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void account_folder_and_addresses_go_into_the_unit_and_the_settings() throws Exception {
        install("--user", "frappe", "--benches", "/home/frappe/benches 100%", "--press", "https://press.example.com");
        var here = unpack();
        assertThat(here.resolve("chantier-agent.service"))
                .content()
                .contains("User=frappe\n")
                .contains("ProtectHome=no\nReadWritePaths=\"/home/frappe/benches 100%%\"\n");
        assertThat(settings(here.resolve("agent.env")))
                .containsEntry("CHANTIER_AGENT_BIND", "0.0.0.0")
                .containsEntry("CHANTIER_AGENT_BENCHES", "/home/frappe/benches 100%")
                .containsEntry("CHANTIER_AGENT_PRESS_URL", "https://press.example.com");
    }

    @Test
    void each_file_has_a_password_of_its_own_and_none_is_written_over() throws IOException {
        var first = install("--json");
        assertThat(first.output()).contains("\"password\"");
        var again = install();
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.output()).contains("is there already");
        Files.delete(tar);
        assertThat(install("--json").output()).isNotEqualTo(first.output());
    }

    @Test
    void what_would_end_a_line_of_the_unit_is_refused_and_leaves_no_file() {
        for (var bad : List.of("x\nExecStartPre=/bin/sh", "\"", "$(id)")) {
            assertThat(install("--user", bad).code()).as(bad).isEqualTo(1);
            assertThat(install("--benches", bad).code()).as(bad).isEqualTo(1);
            assertThat(tar).doesNotExist();
        }
    }

    @Test
    void the_readme_speaks_the_language_of_who_made_it() throws Exception {
        var words = new String[] {"agent", "install", "--output", tar.toString()};
        assertThat(run(Locale.FRENCH, words).output()).contains("montré cette seule fois");
        assertThat(unpack().resolve("README")).content().contains("Relancez-le pour un agent plus récent");
    }
}
