package io.chantier.cli.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** Looks at the machine: what Chantier needs, what it can do without, what is there. */
public final class Doctor {

    private static final long NEEDED_BYTES = 2L << 30;
    private static final Pattern VERSION = Pattern.compile("\"version\"\\s*:\\s*\"([^\"]+)\"");

    private final Home home;
    private final Path data;

    public Doctor(Home home, Path data) {
        this.home = home;
        this.data = data.toAbsolutePath();
    }

    /** How a finding is to be taken. */
    public enum Verdict {
        OK,
        /** Missing, but most things work without. */
        OPTIONAL,
        MISSING
    }

    /** The remedy is the text {@code doctor.<name>} with these arguments. */
    public record Finding(String name, Verdict verdict, String found, Map<String, String> arguments) {}

    public List<Finding> examine() throws IOException, InterruptedException {
        var findings = new ArrayList<>(List.of(
                jdk(),
                program("maven", Verdict.MISSING, "mvn", "--version"),
                program("npm", Verdict.MISSING, "npm", "--version"),
                node(),
                built(),
                program("setpriv", isRoot() ? Verdict.MISSING : Verdict.OPTIONAL, "setpriv", "--version"),
                program("bubblewrap", Verdict.OPTIONAL, "bwrap", "--version"),
                chromium(),
                lighthouse(),
                program("git", Verdict.OPTIONAL, "git", "--version"),
                port(8080),
                port(8081),
                disk()));
        findings.addAll(new ClaudeCode(home).examine());
        return findings;
    }

    private static Finding jdk() {
        var version = Runtime.version();
        return new Finding("jdk", version.feature() >= 25 ? Verdict.OK : Verdict.MISSING, version.toString(), Map.of());
    }

    private Finding node() throws InterruptedException {
        var found = answerOf(home.node().toString(), "--version");
        return new Finding("node", found.isPresent() ? Verdict.OK : Verdict.OPTIONAL, found.orElse(""), Map.of());
    }

    private Finding built() {
        boolean there = Files.exists(home.appJar());
        return new Finding("built", there ? Verdict.OK : Verdict.OPTIONAL, there ? "ok" : "", Map.of());
    }

    private static Finding program(String name, Verdict without, String... words) throws InterruptedException {
        var found = answerOf(words);
        return new Finding(name, found.isPresent() ? Verdict.OK : without, found.orElse(""), Map.of());
    }

    /** By the names under which the app looks for it. */
    private static Finding chromium() throws InterruptedException {
        for (var name : List.of("chromium", "chromium-browser", "google-chrome")) {
            var found = answerOf("/usr/bin/" + name, "--version");
            if (found.isPresent()) return new Finding("chromium", Verdict.OK, found.get(), Map.of());
        }
        return new Finding("chromium", Verdict.OPTIONAL, "", Map.of());
    }

    /** Where the app looks for it. */
    private Finding lighthouse() throws IOException {
        var description = home.siteAstro().resolve("quality/node_modules/lighthouse/package.json");
        if (!Files.isRegularFile(description)) return new Finding("lighthouse", Verdict.OPTIONAL, "", Map.of());
        var version = VERSION.matcher(Files.readString(description));
        return new Finding("lighthouse", Verdict.OK, version.find() ? version.group(1) : "?", Map.of());
    }

    private Finding port(int port) throws IOException {
        var holder = PortHolder.isFree(port)
                ? Optional.<String>empty()
                : Optional.of(PortHolder.of(port).orElse("?"));
        var arguments = Map.of("port", Integer.toString(port), "holder", holder.orElse(""));
        boolean ours = RunFile.running(data).isPresent();
        var verdict = holder.isEmpty() || ours ? Verdict.OK : Verdict.OPTIONAL;
        return new Finding(
                "port", verdict, port + holder.map(found -> " " + found).orElse(""), arguments);
    }

    private Finding disk() throws IOException {
        var folder = data;
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        var gigabytes = Long.toString(free >> 30);
        var verdict = free >= NEEDED_BYTES ? Verdict.OK : Verdict.MISSING;
        return new Finding("disk", verdict, gigabytes + " GiB", Map.of("folder", folder.toString(), "free", gigabytes));
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    /** The first line that a program prints; empty where it cannot be run. */
    static Optional<String> answerOf(String... words) throws InterruptedException {
        try {
            var process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .start();
            try (var reader = process.inputReader()) {
                var line = reader.readLine();
                boolean ended = process.waitFor(20, TimeUnit.SECONDS);
                return ended && process.exitValue() == 0 && line != null
                        ? Optional.of(line.replaceAll("\u001b\\[[0-9;]*m", "").strip())
                        : Optional.empty();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
