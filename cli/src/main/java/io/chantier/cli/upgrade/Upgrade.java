package io.chantier.cli.upgrade;

import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Replaces a packaged installation: backup, exchange of the programs, start, look at every site. When the new one does
 * not start or a site that was online is not, the old programs and the data as they were come back.
 *
 * <p>It runs in two parts, because a program cannot be exchanged under its own feet: the first unpacks and starts the
 * second from a copy.
 */
public final class Upgrade {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Home home;
    private final Path data;
    private final Terminal terminal;
    private final Path work;
    private final Program program;

    public Upgrade(Home home, Path data, Terminal terminal) {
        this.home = home;
        this.data = data.toAbsolutePath().normalize();
        this.terminal = terminal;
        this.work = home.root().resolve(".upgrade");
        this.program = new Program(home.root(), this.data, home.root().resolve("upgrade.log"));
    }

    /** Unpacks and examines the file, then runs the exchange from a copy of this program; returns its exit code. */
    public int begin(Path file) throws IOException, InterruptedException {
        var now = PackageFile.about(home.root());
        delete(work);
        say(5, "upgrade.unpacking");
        var next = new PackageFile(file).unpack(work.resolve("new"));
        if (!next.architecture().equals(now.architecture())) {
            var arguments = Map.of("file", file.toString(), "wanted", now.architecture(), "found", next.architecture());
            delete(work);
            throw new CliException("upgrade.architecture", arguments);
        }
        var copy = work.resolve("tool");
        copy(home.root().resolve("runtime"), copy.resolve("runtime"));
        copy(home.made().resolve("cli"), copy.resolve("cli"));
        var words = List.of(
                copy.resolve("runtime/bin/java").toString(),
                "-XX:+UseSerialGC",
                "-Duser.language=" + terminal.words().locale().getLanguage(),
                "-Dchantier.home=" + home.root(),
                "-jar",
                copy.resolve("cli/chantier-cli.jar").toString(),
                "upgrade",
                "--exchange",
                "--data",
                data.toString(),
                file.toString());
        try {
            return new ProcessBuilder(words).inheritIO().start().waitFor();
        } finally {
            delete(work);
        }
    }

    /** The second part. */
    public void exchange() throws IOException, InterruptedException {
        var from = PackageFile.about(home.root()).version();
        var to = PackageFile.about(work.resolve("new")).version();
        Files.deleteIfExists(program.log());
        var running = status();
        boolean ran = running.path("running").asBoolean(false);
        if (!ran) {
            start(running, "upgrade.oldDoesNotStart");
            running = status();
        }
        var online = online(running);
        say(20, "upgrade.backup");
        var backup = home.root().resolve("before-upgrade-" + STAMP.format(Instant.now()) + ".tar.gz");
        demand(program.run("backup", backup.toString()), "upgrade.noBackup");
        say(40, "upgrade.exchange");
        program.run("stop");
        swap(work.resolve("new"), work.resolve("old"));
        try {
            say(60, "upgrade.starting");
            start(running, "upgrade.newDoesNotStart");
            say(85, "upgrade.looking");
            compare(online, running.path("edgePort").asInt(0));
        } catch (CliException failed) {
            goBack(backup, running, ran);
            throw failed;
        }
        if (!ran) {
            program.run("stop");
        }
        var arguments =
                Map.of("from", from, "to", to, "sites", Integer.toString(online.size()), "backup", backup.toString());
        terminal.say("upgrade.done", arguments);
    }

    private void goBack(Path backup, JsonNode running, boolean ran) throws IOException, InterruptedException {
        say(90, "upgrade.back");
        program.run("stop");
        swap(work.resolve("old"), work.resolve("failed"));
        demand(program.run("restore", backup.toString(), "--force"), "upgrade.notRestored");
        if (ran) {
            start(running, "upgrade.oldDoesNotStart");
        }
    }

    private JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(program.run("status", "--json").output());
    }

    private void start(JsonNode running, String otherwise) throws IOException, InterruptedException {
        var words = new ArrayList<>(List.of("up", "--detach"));
        if (running.path("running").asBoolean(false)) {
            var url = running.path("url").asString("");
            words.addAll(List.of("--port", url.substring(url.lastIndexOf(':') + 1)));
            words.addAll(List.of("--edge-port", running.path("edgePort").asString("")));
        }
        demand(program.run(words.toArray(String[]::new)), otherwise);
    }

    /** The sites that answer now, by the name of their host. */
    private List<String> online(JsonNode running) throws IOException, InterruptedException {
        var edge = new Edge(running.path("edgePort").asInt(0));
        var hosts = new ArrayList<String>();
        for (var site : JSON.readTree(program.run("site", "list", "--json").output())) {
            var host = Edge.hostOf(site.path("url").asString(""));
            if (site.path("state").asString("").equals("LIVE") && edge.answers(host)) {
                hosts.add(host);
            }
        }
        return hosts;
    }

    private static void compare(List<String> before, int edgePort) throws IOException {
        var edge = new Edge(edgePort);
        for (var host : before) {
            if (!edge.answers(host)) {
                throw new CliException("upgrade.siteGone", Map.of("site", host));
            }
        }
    }

    private void demand(Program.Result result, String otherwise) {
        if (!result.isGood()) {
            var arguments = Map.of(
                    "log", program.log().toString(), "end", result.output().strip());
            throw new CliException(otherwise, arguments);
        }
    }

    /** Puts what lies in a folder in its place, and what was there into another; the data folder is none of it. */
    private void swap(Path coming, Path going) throws IOException {
        Files.createDirectories(going);
        for (var entry : children(coming)) {
            var place = home.root().resolve(entry.getFileName());
            if (Files.exists(place)) {
                Files.move(place, going.resolve(entry.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
            Files.move(entry, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    private void say(int percent, String key) {
        terminal.progress(percent, terminal.words().say(key));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var all = Files.walk(from)) {
            for (var source : all.toList()) {
                var target = to.resolve(from.relativize(source).toString());
                Files.createDirectories(target.getParent());
                Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
