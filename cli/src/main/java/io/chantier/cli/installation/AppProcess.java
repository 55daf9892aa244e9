package io.chantier.cli.installation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the processes of an installation with their output in {@code <data>/logs}. */
final class AppProcess {

    /**
     * The heap begins large enough that the collector need not look at all of it again and again, which visitors of sites
     * would feel. The last limit is for what the edge keeps outside the heap: files that are not served any more go only
     * when it is reached.
     */
    static final List<String> FLAGS = List.of(
            "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-Xms384m", "-Xss1m", "-XX:MaxDirectMemorySize=512m");

    private final Home home;
    private final Path data;
    private final boolean detached;

    /** @param detached whether the processes outlive the terminal */
    AppProcess(Home home, Path data, boolean detached) {
        this.home = home;
        this.data = data;
        this.detached = detached;
    }

    Path log() {
        return data.resolve("logs/chantier.log");
    }

    Process start(int port, int edgePort, Map<String, String> environment) throws IOException {
        var words = new ArrayList<String>();
        words.add(Home.java());
        if (Files.exists(home.appCache())) {
            words.add("-XX:AOTCache=" + home.appCache());
        }
        words.addAll(FLAGS);
        words.addAll(List.of("-jar", home.appJar().toString()));
        words.addAll(List.of("--server.port=" + port, "--chantier.edge.port=" + edgePort));
        return start(words, environment, log());
    }

    Process startOldSite(int port) throws IOException {
        var words = List.of(
                Home.java(),
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                OldSite.class.getName(),
                home.appJar().toString(),
                Integer.toString(port));
        return start(words, Map.of(), data.resolve("logs/old-site.log"));
    }

    private Process start(List<String> command, Map<String, String> environment, Path log) throws IOException {
        Files.createDirectories(log.getParent());
        if (!Files.exists(log)) {
            Files.createFile(log);
        }
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-------"));
        var words = new ArrayList<String>();
        if (detached) {
            words.add("setsid");
        }
        words.addAll(command);
        var builder = new ProcessBuilder(words)
                .directory(home.root().toFile())
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CHANTIER_DATA", data.toString());
        var known = Environment.of(home);
        var underRoot = Path.of(known.getOrDefault("ROOT_DIR", home.root().toString()), "templates", "site-astro");
        if (!known.containsKey("SITE_ASTRO_DIR") && !Files.isDirectory(underRoot)) {
            builder.environment().put("SITE_ASTRO_DIR", home.siteAstro().toString());
        }
        builder.environment().putAll(environment);
        return builder.start();
    }
}
