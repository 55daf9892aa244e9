package io.chantier.cli.installation;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What must lie ready before the app starts: the compiled template, the unpacked app and its cache for fast starts. Node
 * and the template's packages are the launcher's work, because the tests need them before anything is built.
 */
public final class Preparation {

    private final Home home;
    private final Terminal terminal;

    public Preparation(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    /** Makes what is missing and nothing else; a second call finds everything done. */
    public void run() throws IOException, InterruptedException {
        if (!Files.exists(home.builtApp())) {
            throw new CliException(
                    "prepare.notBuilt", Map.of("file", home.builtApp().toString()));
        }
        Files.createDirectories(home.made());
        requireNode();
        compileTemplate();
        extractApp();
    }

    private void requireNode() {
        if (!Files.isExecutable(home.node())) {
            throw new CliException("prepare.noNode", Map.of("file", home.node().toString()));
        }
        if (!Files.isDirectory(home.template().resolve("node_modules"))) {
            throw new CliException(
                    "prepare.noTemplate", Map.of("folder", home.template().toString()));
        }
    }

    /** The renderer compiles the template itself when it has none for these sources; here nobody waits for it. */
    private void compileTemplate() throws IOException, InterruptedException {
        var renderer = home.siteAstro().resolve("renderer");
        var stamp = new Stamp(home.made().resolve("template.stamp"), sourcesOf(renderer));
        if (stamp.holds()) {
            return;
        }
        terminal.progress(60, terminal.words().say("prepare.template"));
        var words =
                List.of(home.node().toString(), renderer.resolve("server.mjs").toString());
        new Command(words, home.siteAstro(), withNode(), home.logOf("template")).run("renderer");
        stamp.write();
    }

    private void extractApp() throws IOException, InterruptedException {
        var stamp = new Stamp(home.extractedApp().resolve(".chantier-stamp"), versionOf(home.builtApp()));
        if (stamp.holds()) {
            return;
        }
        terminal.progress(80, terminal.words().say("prepare.app"));
        var partial = home.made().resolve("app.new");
        delete(partial);
        var words = List.of(
                Home.java(),
                "-Djarmode=tools",
                "-jar",
                home.builtApp().toString(),
                "extract",
                "--destination",
                partial.toString());
        new Command(words, home.root(), home.logOf("extract")).run("extract");
        delete(home.extractedApp());
        Files.move(partial, home.extractedApp(), StandardCopyOption.ATOMIC_MOVE);
        terminal.progress(85, terminal.words().say("prepare.cache"));
        new FastStart(home).train();
        stamp.write();
    }

    private Map<String, String> withNode() {
        var path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        return Map.of("PATH", home.node().getParent() + ":" + path, "ASTRO_TELEMETRY_DISABLED", "1");
    }

    private String sourcesOf(Path renderer) throws IOException {
        var sources = new ArrayList<Path>();
        for (var folder : List.of(home.template(), renderer)) {
            Files.walkFileTree(folder, new SourcesOf(sources));
        }
        return digestOf(sources.stream().sorted().toList());
    }

    /** Collects files and does not even look into what npm installed: that is most of them. */
    private static final class SourcesOf extends SimpleFileVisitor<Path> {

        private static final Set<String> NO_SOURCES = Set.of("node_modules", "target", "test");
        private final List<Path> found;

        private SourcesOf(List<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NO_SOURCES.contains(folder.getFileName().toString())
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile()) found.add(file);
            return FileVisitResult.CONTINUE;
        }
    }

    /** What the launcher built it from, which stays the same when it is copied; reading the whole jar takes too long. */
    private static String versionOf(Path jar) throws IOException {
        var stamp = jar.resolveSibling("stamp");
        return Files.exists(stamp)
                ? Files.readString(stamp).strip()
                : Files.size(jar) + " " + Files.getLastModifiedTime(jar).to(TimeUnit.SECONDS);
    }

    private static String digestOf(List<Path> files) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var file : files) {
                digest.update(file.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                digest.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Remembers from what a thing was made, so that it is made again only when that changed. */
    private record Stamp(Path file, String digest) {

        boolean holds() throws IOException {
            return Files.exists(file) && Files.readString(file).equals(digest);
        }

        void write() throws IOException {
            Files.createDirectories(file.getParent());
            Files.writeString(file, digest);
        }
    }
}
