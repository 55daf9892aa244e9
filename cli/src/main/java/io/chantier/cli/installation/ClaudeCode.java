package io.chantier.cli.installation;

import io.chantier.cli.installation.Doctor.Finding;
import io.chantier.cli.installation.Doctor.Verdict;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks for Claude Code where the app looks for it, and for what it signs in with. The offline author needs none of it, so
 * nothing of it makes a machine unfit.
 */
final class ClaudeCode {

    /** The app knows the flags of no other; the launcher installs this one. */
    static final String VERSION = "2.1.329";

    private static final Path BUBBLEWRAP = Path.of("/usr/bin/bwrap");
    private static final String LOGIN = ".claude/.credentials.json";
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());

    private final Path tools;
    private final Map<String, String> environment;

    ClaudeCode(Home home) {
        this.tools = home.made();
        this.environment = Environment.of(home);
    }

    List<Finding> examine() throws InterruptedException {
        return List.of(program(), signIn(), walls());
    }

    private Finding program() throws InterruptedException {
        var found = places().filter(Files::isExecutable).findFirst();
        if (found.isEmpty()) return new Finding("claude", Verdict.OPTIONAL, "", Map.of());
        var said = Doctor.answerOf(found.get().toString(), "--version").orElse("");
        var version = said.split("\\s", 2)[0];
        if (version.equals(VERSION)) return new Finding("claude", Verdict.OK, version, Map.of());
        return new Finding(
                "claude-other",
                Verdict.OPTIONAL,
                version.isEmpty() ? "?" : version,
                Map.of("version", VERSION, "program", found.get().toString()));
    }

    private Stream<Path> places() {
        var set = environment.get("CHANTIER_CLAUDE_PROGRAM");
        if (set != null) return Stream.of(Path.of(set));
        var machine = System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "x64";
        var ours = tools.resolve("claude-code/node_modules/@anthropic-ai/claude-code-linux-" + machine + "/claude");
        var inPath = Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "claude"));
        return Stream.concat(Stream.of(ours), inPath);
    }

    /** The key itself is nobody's to see. */
    private Finding signIn() {
        if (environment.containsKey("ANTHROPIC_API_KEY"))
            return new Finding("claude-key", Verdict.OK, "ANTHROPIC_API_KEY", Map.of());
        var set = environment.get("CHANTIER_CLAUDE_LOGIN");
        var file = set == null ? Path.of(System.getProperty("user.home")).resolve(LOGIN) : Path.of(set);
        return login(file)
                .map(login -> new Finding("claude-key", Verdict.OK, told(login), Map.of()))
                .orElseGet(() -> new Finding("claude-key", Verdict.OPTIONAL, "", Map.of()));
    }

    private static Optional<JsonNode> login(Path file) {
        try {
            return Optional.of(JsonMapper.shared()
                            .readTree(Files.readAllBytes(file))
                            .path("claudeAiOauth"))
                    .filter(login -> !login.path("accessToken").asString("").isEmpty());
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static String told(JsonNode login) {
        var plan = login.path("subscriptionType").asString("");
        var ends = login.path("expiresAt").asLong(0);
        return "claude auth login" + (plan.isEmpty() ? "" : " (" + plan + ")")
                + (ends == 0 ? "" : " → " + MOMENT.format(Instant.ofEpochMilli(ends)));
    }

    private static Finding walls() {
        var there = Files.isExecutable(BUBBLEWRAP);
        return new Finding("claude-walls", there ? Verdict.OK : Verdict.OPTIONAL, there ? "bubblewrap" : "", Map.of());
    }
}
