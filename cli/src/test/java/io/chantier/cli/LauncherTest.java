package io.chantier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher script on a checkout of its own, with a Maven and JDKs that only say what they were asked. */
class LauncherTest {

    private static final List<String> TOOLS = List.of(
            "sh",
            "cat",
            "cksum",
            "cp",
            "cut",
            "dirname",
            "env",
            "find",
            "flock",
            "grep",
            "kill",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "sort",
            "stat",
            "tail",
            "uname");

    @TempDir
    private Path folder;

    private Path home;
    private Path tools;

    @BeforeEach
    void makeCheckout() throws IOException {
        home = folder.resolve("a checkout");
        tools = folder.resolve("tools");
        Files.createDirectories(home);
        Files.createDirectories(tools);
        Files.copy(Path.of("../chantier"), home.resolve("chantier"));
        for (var module : List.of("jobs", "protocol", "postgres", "app", "agent", "cli")) {
            Files.createDirectories(home.resolve(module).resolve("src/main"));
        }
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        for (var tool : TOOLS) {
            Files.createSymbolicLink(tools.resolve(tool), found(tool));
        }
        script(tools.resolve("mvn"), """
                #!/bin/sh
                echo "$JAVA_HOME" >> ../builds
                echo '[INFO] Building chantier-app 0.1 [4/5]'
                mkdir -p app/target agent/target/libs cli/target/lib
                echo agent > agent/target/chantier-agent.jar
                echo app > app/target/chantier-app-0.1.jar
                echo cli > cli/target/chantier-cli.jar
                """);
    }

    @Test
    void without_a_jdk_it_says_what_to_install() throws Exception {
        var outcome = launch(Map.of("CHANTIER_JDK_FOLDERS", jdk("17.0.2").toString()), "status");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output())
                .contains("needs a JDK 25")
                .contains("adoptium.net")
                .contains("JAVA_HOME");
        assertThat(launch(Map.of("CHANTIER_JDK_FOLDERS", "", "LANG", "fr_FR.UTF-8"), "status")
                        .output())
                .contains("a besoin d'un JDK 25");
        assertThat(launch(Map.of("CHANTIER_JDK_FOLDERS", ""), "status", "--lang=fr")
                        .output())
                .contains("a besoin d'un JDK 25");
    }

    @Test
    void it_passes_over_older_jdks_and_runtimes_without_a_compiler() throws Exception {
        var runtime = jdk("25.0.2");
        Files.delete(runtime.resolve("bin/javac"));
        var good = jdk("25.0.1");
        var folders = jdk("21.0.4") + " " + runtime + " " + good;
        assertThat(launch(Map.of("CHANTIER_JDK_FOLDERS", folders), "status").code())
                .isZero();
        assertThat(folder.resolve("builds")).hasContent(good.toString());
    }

    @Test
    void a_fitting_java_home_wins_and_an_old_one_is_passed_over() throws Exception {
        var other = jdk("26");
        var own = jdk("25.0.1");
        launch(Map.of("CHANTIER_JDK_FOLDERS", other.toString(), "JAVA_HOME", own.toString()), "status");
        Files.delete(home.resolve(".chantier/build/stamp"));
        launch(
                Map.of(
                        "CHANTIER_JDK_FOLDERS",
                        other.toString(),
                        "JAVA_HOME",
                        jdk("11.0.9").toString()),
                "status");
        assertThat(folder.resolve("builds")).hasContent(own + "\n" + other);
    }

    @Test
    void it_builds_once_and_again_only_when_a_source_changed() throws Exception {
        var environment = Map.of("CHANTIER_JDK_FOLDERS", jdk("25.0.1").toString());
        var first = launch(environment, "status", "--data", "two words");
        assertThat(first.output()).contains("Building Chantier").contains("[4/5] chantier-app");
        assertThat(first.output()).contains("chantier-cli.jar|status|--data|two words|");
        assertThat(launch(environment, "status").output()).doesNotContain("Building");
        Files.writeString(home.resolve("app/src/main/New.java"), "class New {}");
        assertThat(launch(environment, "status").output()).contains("Building");
        Files.delete(home.resolve("app/src/main/New.java"));
        assertThat(launch(environment, "status").output()).contains("Building");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(3);
    }

    @Test
    void a_failed_build_shows_the_end_of_its_log_and_leaves_nothing_that_looks_built() throws Exception {
        script(tools.resolve("mvn"), "#!/bin/sh\necho '[ERROR] Site.java: a ; is missing'\nexit 1\n");
        var environment = Map.of("CHANTIER_JDK_FOLDERS", jdk("25.0.1").toString());
        var outcome = launch(environment, "status");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.output()).contains("The build failed").contains("a ; is missing");
        assertThat(launch(environment, "status").output()).contains("The build failed");
    }

    @Test
    void without_maven_or_npm_it_says_how_to_get_them() throws Exception {
        Files.delete(tools.resolve("mvn"));
        var environment = Map.of("CHANTIER_JDK_FOLDERS", jdk("25.0.1").toString());
        assertThat(launch(environment, "status").output()).contains("apt-get install maven");
        assertThat(launch(environment, "prepare").output()).contains("apt-get install npm");
    }

    private record Outcome(int code, String output) {}

    private Outcome launch(Map<String, String> environment, String... words) throws IOException, InterruptedException {
        var command = new ArrayList<>(
                List.of(tools.resolve("sh").toString(), home.resolve("chantier").toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", tools.toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output);
    }

    /** A JDK whose java prints the words that it was started with. */
    private Path jdk(String version) throws IOException {
        var jdk = folder.resolve("jdk-" + version);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "#!/bin/sh\nfor word in \"$@\"; do printf '%s|' \"$word\"; done\n");
        script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
        return jdk;
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path found(String tool) {
        return List.of(Path.of("/usr/bin", tool), Path.of("/bin", tool)).stream()
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(tool + " is missing"));
    }
}
