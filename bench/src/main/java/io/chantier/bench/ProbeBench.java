package io.chantier.bench;

import io.chantier.deployment.Deployments;
import io.chantier.deployment.Publisher;
import io.chantier.deployment.edge.EdgeServer;
import io.chantier.jobs.StepOutcome;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import io.chantier.storage.Releases;
import io.chantier.values.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A hundred deployments of a site while somebody asks for its page and what the page refers to every ten milliseconds: on
 * the edge, through Caddy in front of it, and beside it the naive way, a deployment that writes the new files over the old
 * ones where nginx serves them.
 *
 * <p>Goal: no error, and no page with parts of another release.
 */
final class ProbeBench {

    private static final String SLUG = "sans-coupure";
    private static final String HOST = SLUG + ".localhost";
    private static final int PARTS = 12;

    private final Installation installation;
    private final Path folder;
    private final int deployments;

    private ProbeBench(Installation installation, int deployments) {
        this.installation = installation;
        this.folder = installation.folder();
        this.deployments = deployments;
    }

    /** One way of putting a release online. */
    @FunctionalInterface
    private interface Deploying {
        void deploy(int number) throws IOException;
    }

    public static void main(String[] arguments) throws Exception {
        boolean quick = List.of(arguments).contains("--quick");
        System.out.println(Machine.describe());
        boolean good;
        try (var installation = Installation.start()) {
            good = new ProbeBench(installation, quick ? 20 : 100).run();
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(good ? 0 : 1);
    }

    private boolean run() throws Exception {
        var site = new Fleet(installation).create(SLUG, "Sans coupure", "fr");
        var releases = List.of(release(site, files("a")), release(site, files("b")));
        int edge = installation.part(EdgeServer.class).port();
        Deploying ours = number -> publish(site, releases.get(number % 2));
        ours.deploy(0);
        System.out.printf("%d deployments, a page with %d parts asked for every 10 ms%n", deployments, PARTS);
        System.out.println("what                                 requests  errors  mixed  p50 ms  p99 ms  deploy ms");
        measure("warming up, not counted", edge, HOST, ours);
        boolean good = measure("on our edge", edge, HOST, ours);
        if (Caddy.isThere()) {
            try (var caddy = Caddy.inFrontOf(edge, folder)) {
                good &= measure("through Caddy in front of it", caddy.port(), HOST, ours);
            }
        } else {
            System.out.println("Caddy is not installed");
        }
        var served = Files.createDirectories(folder.resolve("sites").resolve(HOST));
        var all = List.of(files("a"), files("b"));
        Deploying naive = number -> writeOver(served, all.get(number % 2));
        naive.deploy(0);
        int port = Installation.freePort();
        var types = Map.of("html", "text/html", "css", "text/css");
        try (var _ = Nginx.start(folder, port, types, Map.of())) {
            measure("naive: nginx, files written over", port, HOST, naive);
        }
        return good;
    }

    private boolean measure(String what, int port, String host, Deploying way) throws Exception {
        var took = new double[deployments];
        try (var probe = Probe.of(port, host)) {
            for (int i = 0; i < deployments; i++) {
                long begun = System.nanoTime();
                way.deploy(i + 1);
                took[i] = (System.nanoTime() - begun) / 1e6;
                Thread.sleep(40);
            }
            var seen = probe.end();
            var latency = Figures.of(seen.millis());
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %8d %7d %6d %7.2f %7.2f %10.1f%n",
                    what,
                    seen.millis().length,
                    seen.errors(),
                    seen.mixed(),
                    latency.median(),
                    latency.quantile(0.99),
                    Figures.of(took).median());
            return seen.errors() == 0 && seen.mixed() == 0;
        }
    }

    private void publish(Site site, Release release) {
        var outcome = installation.part(Deployments.class).publish(site, release.digest(), Publisher.Notes.NONE);
        if (!(outcome instanceof StepOutcome.Done)) throw new IllegalStateException(outcome.toString());
    }

    private Release release(Site site, SortedMap<String, byte[]> files) {
        return installation.part(Releases.class).save(site.team(), site.id().value(), files, new TreeMap<>());
    }

    /** Every part says of which release it is, and is named by its content, as our renderer does. */
    private static SortedMap<String, byte[]> files(String release) {
        var files = new TreeMap<String, byte[]>();
        var links = new ArrayList<String>();
        for (int i = 0; i < PARTS; i++) {
            var text = "/* release " + release + ", part " + i + " */ body { margin: " + i + "px }";
            var bytes = text.repeat(100).getBytes(StandardCharsets.UTF_8);
            var name = "assets/" + Digest.of(bytes).value().substring(0, 12) + ".css";
            files.put(name, bytes);
            links.add("<link rel=\"stylesheet\" href=\"/" + name + "\">");
        }
        var page = "<!doctype html><html lang=\"fr\"><title>release " + release + "</title>" + String.join("", links);
        files.put("index.html", page.getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** As a copy to a web server does it: what is new is written, then what is old is removed. */
    private static void writeOver(Path folder, SortedMap<String, byte[]> files) throws IOException {
        for (var file : files.reversed().entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.filter(Files::isRegularFile).toList()) {
                if (!files.containsKey(folder.relativize(path).toString())) Files.delete(path);
            }
        }
    }
}
