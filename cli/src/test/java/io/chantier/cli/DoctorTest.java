package io.chantier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import io.chantier.cli.installation.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of Claude Code, word for word: {@code golden/<language>/doctor-<name>.txt}. */
class DoctorTest {

    private static final String LOGIN = """
            {"claudeAiOauth":{"accessToken":"sk-ant-oat-secret","expiresAt":%d,"subscriptionType":"max"}}""";

    @TempDir
    private Path folder;

    @Test
    void it_says_how_to_get_claude_code_and_how_to_sign_in() throws IOException {
        environment("CHANTIER_CLAUDE_PROGRAM=" + folder.resolve("claude"), "CHANTIER_CLAUDE_LOGIN=/nowhere");
        golden("doctor-claude-missing");
    }

    @Test
    void it_names_another_version_and_leaves_it_alone() throws IOException {
        environment("CHANTIER_CLAUDE_PROGRAM=" + program("2.1.197"), "ANTHROPIC_API_KEY=sk-ant-api-secret");
        golden("doctor-claude-other");
    }

    @Test
    void it_says_when_a_login_ends_and_never_a_key() throws IOException {
        var login = Files.writeString(folder.resolve("login.json"), LOGIN.formatted(1_795_000_000_000L));
        environment("CHANTIER_CLAUDE_PROGRAM=" + program("2.1.329"), "CHANTIER_CLAUDE_LOGIN=" + login);
        golden("doctor-claude-ready");
    }

    @Test
    void the_launcher_installs_the_version_that_it_looks_for() throws IOException {
        environment("CHANTIER_CLAUDE_PROGRAM=" + program(versionOf(Path.of("../chantier"))));
        assertThat(rows(Locale.ENGLISH)).contains("ok  claude ");
    }

    private static String versionOf(Path launcher) throws IOException {
        return Files.readString(launcher)
                .lines()
                .filter(line -> line.startsWith("claude_version="))
                .map(line -> line.replace("claude_version=", ""))
                .collect(Collectors.joining());
    }

    private Path program(String version) throws IOException {
        var program =
                Files.writeString(folder.resolve("claude"), "#!/bin/sh\necho '%s (Claude Code)'\n".formatted(version));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private void environment(String... lines) throws IOException {
        Files.write(folder.resolve(".env"), List.of(lines));
    }

    private void golden(String name) throws IOException {
        for (var locale : List.of(Locale.ENGLISH, Locale.FRENCH)) {
            var file = Path.of("src/test/resources/golden", locale.getLanguage(), name + ".txt");
            var shown = rows(locale).replace(folder.toString(), "<home>");
            if (Boolean.getBoolean("golden.update")) Files.writeString(file, shown);
            assertThat(shown).as("%s in %s", name, locale).isEqualTo(Files.readString(file));
            assertThat(shown).doesNotContain("secret");
        }
    }

    /** What depends on this machine is left out. */
    private String rows(Locale locale) {
        var bytes = new ByteArrayOutputStream();
        var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        new CommandLines(new Terminal(out, out, false, Words.in(locale)), new Home(folder))
                .run("doctor", "--data", folder.toString());
        var all = bytes.toString(StandardCharsets.UTF_8);
        var from = all.lines()
                .filter(line -> line.matches(".{3} claude(-other)?( .*)?"))
                .findFirst();
        var rows = all.substring(all.indexOf(from.orElseThrow()));
        return rows.lines()
                .takeWhile(line -> !line.contains(" claude-walls"))
                .map(line -> line.replaceAll("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d", "<moment>"))
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
