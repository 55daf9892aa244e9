package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.checks.Candidate;
import io.chantier.checks.Checks;
import io.chantier.reading.Source;
import io.chantier.rendering.Exporter;
import io.chantier.sites.Site;
import io.chantier.sites.Wishes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/**
 * Sites: how long from content that is ready to the page as the edge serves it, beside an install and a build for each.
 *
 * <p>Goals: an edited text 50 ms, a new site with eight new photos 1 s and 0.8 CPU s, an edited component 1.5 s, a
 * thousand sites 20 s on two cores.
 */
final class RenderBench {

    private static final int PHOTOS = 8;
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final Installation installation;
    private final Fleet fleet;
    private final ProcessTree processes;
    private final Plan plan;
    private final Sample sample;

    /** How often each thing is done. */
    private record Plan(int naive, int warm, int edits, int sites, int components, int fleet) {

        static final Plan FULL = new Plan(5, 60, 60, 7, 5, 1000);
        static final Plan QUICK = new Plan(1, 15, 15, 3, 2, 100);
    }

    /** What one way took. */
    private record Took(double wallMillis, double cpuSeconds) {}

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private RenderBench(Installation installation, Plan plan) throws IOException {
        this.installation = installation;
        this.fleet = new Fleet(installation);
        this.processes = installation.processes();
        this.plan = plan;
        this.sample = Sample.read("menuiserie-fr");
    }

    public static void main(String[] arguments) throws Exception {
        var words = List.of(arguments);
        var plan = words.contains("--quick") ? Plan.QUICK : Plan.FULL;
        System.out.println(Machine.describe());
        ProcessTree.keepOrphans();
        try (var installation = Installation.start()) {
            var bench = new RenderBench(installation, plan);
            bench.run(!words.contains("--without-naive"));
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(0);
    }

    private void run(boolean withNaive) throws Exception {
        System.out.println(
                "what                                         n   wall ms median (min..max)     CPU s median");
        var site = fleet.create("edited", "Menuiserie Lefèvre", "fr");
        var revision = newSite(site, photos(1));
        var edit = edits(site, revision);
        var fresh = newSites();
        var component = components(site, revision);
        var all = fleet();
        if (withNaive) compare(naive(site, revision), List.of(edit, fresh, component), all);
    }

    /** One sentence of the content is another. */
    private Took edits(Site site, SortedMap<String, byte[]> revision) throws Exception {
        var took = new ArrayList<Took>();
        for (int i = 0; i < plan.warm() + plan.edits(); i++) {
            var files = Sample.edited(revision, "Portes, fenêtres et escaliers, édition " + i + ".");
            var one = measure(() -> publish(site, files));
            if (i == 0) row("edited text, the first after the start", List.of(one));
            if (i >= plan.warm()) took.add(one);
        }
        stages(site, revision);
        return row("edited text, seen at the edge", took);
    }

    /** Where the time of an edited text goes, and what the checks before publishing add. */
    private void stages(Site site, SortedMap<String, byte[]> revision) throws Exception {
        var checks = installation.part(Checks.class);
        var times = new TreeMap<String, List<Took>>();
        for (int i = 0; i < plan.edits(); i++) {
            var files = Sample.edited(revision, "Menuiserie, une autre phrase " + i + ".");
            note(times, "1 revision", () -> fleet.commit(site, files));
            var rendered = fleet.render(site, files);
            note(times, "2 render", () -> fleet.render(site, files));
            var release = fleet.save(site, rendered);
            var other = fleet.render(site, Sample.edited(revision, "Encore une autre " + i + "."));
            note(times, "3 keep files", () -> fleet.save(site, other));
            note(times, "4 publish", () -> fleet.publish(site, release));
            note(times, "5 seen", () -> fleet.seen(site));
            var evidence = new Candidate.Evidence(nothingRead(), Wishes.NONE, Set.of());
            var candidate =
                    new Candidate(files, rendered.files(), evidence, rendered.pictureBytes(), rendered.marker());
            note(times, "+ the quick checks", () -> checks.quick(site, "0", candidate));
        }
        times.forEach((name, took) -> row("  " + name, took));
    }

    private static Source nothingRead() {
        return new Source(
                "brief",
                "fr",
                List.of(),
                List.of(),
                new Source.Look("", Map.of(), List.of(), Map.of()),
                List.of(),
                List.of());
    }

    private void note(SortedMap<String, List<Took>> times, String name, Work work) throws Exception {
        times.computeIfAbsent(name, _ -> new ArrayList<>()).add(measure(work));
    }

    /** From eight photos that nobody has seen and a content to a site online. */
    private Took newSites() throws Exception {
        var took = new ArrayList<Took>();
        for (int i = 0; i < plan.sites(); i++) {
            var photos = photos(100 + i);
            var site = fleet.create("new-" + i, sample.name() + " " + i, "fr");
            took.add(measure(() -> newSite(site, photos)));
        }
        return row("new site with " + PHOTOS + " new photos", took);
    }

    private SortedMap<String, byte[]> newSite(Site site, List<byte[]> photos) {
        var ids = fleet.keep(site, photos);
        var revision = withGallery(sample.revision(site.name(), ids), ids);
        publish(site, revision);
        return revision;
    }

    /** The sample shows seven pictures; the eighth becomes another one of its gallery. */
    private static SortedMap<String, byte[]> withGallery(SortedMap<String, byte[]> revision, List<String> ids) {
        var text = new String(revision.getOrDefault("data/content.json", new byte[0]), StandardCharsets.UTF_8);
        var last = ids.getLast();
        var before = ids.get(PHOTOS - 2);
        int at = text.lastIndexOf(before);
        var changed = new TreeMap<>(revision);
        changed.put(
                "data/content.json",
                (text.substring(0, at) + last + text.substring(at + before.length())).getBytes(StandardCharsets.UTF_8));
        return changed;
    }

    /**
     * A component of one client was edited: its own compile, in its own sandbox. Between two edits passes the time that a
     * person needs, in which the next compiler loads its tools; the first edit finds none.
     */
    private Took components(Site site, SortedMap<String, byte[]> revision) throws Exception {
        var took = new ArrayList<Took>();
        for (int i = 0; i <= plan.components(); i++) {
            var files = new TreeMap<>(revision);
            files.put(
                    "src/components/NotFound.astro",
                    ("<h1>Perdu dans l’atelier</h1><p>Édition " + i + "</p>\n").getBytes(StandardCharsets.UTF_8));
            var one = measure(() -> publish(site, files));
            if (i == 0) row("edited component, the first after the start", List.of(one));
            else took.add(one);
            Thread.sleep(PAUSE);
        }
        return row("edited component", took);
    }

    /** A site and its content. */
    private record Client(Site site, SortedMap<String, byte[]> revision) {

        Client edited() {
            return new Client(site, Sample.edited(revision, "Une autre version."));
        }
    }

    /** Every site again, as after a new version of the template. */
    private Took fleet() throws Exception {
        var photos = photos(2);
        var clients = new ArrayList<Client>();
        for (int i = 0; i < plan.fleet(); i++) {
            var site = fleet.create("fleet-" + i, sample.name() + " numéro " + i, "fr");
            var ids = fleet.keep(site, photos);
            clients.add(new Client(site, withGallery(sample.revision(site.name(), ids), ids)));
        }
        publishAll(clients);
        var edited = clients.stream().map(Client::edited).toList();
        var before = processes.cpuSecondsByProgram();
        var took = measure(() -> publishAll(edited));
        var after = processes.cpuSecondsByProgram();
        after.forEach((program, seconds) -> System.out.printf(
                "  of which %s: %s CPU s%n",
                program.equals("MainThread") ? "node" : program, number(seconds - before.getOrDefault(program, 0.0))));
        return row(plan.fleet() + " sites rendered and published again", List.of(took));
    }

    private void publishAll(List<Client> clients) throws Exception {
        int workers = Runtime.getRuntime().availableProcessors() * 2;
        try (var threads = Executors.newFixedThreadPool(workers)) {
            var tasks = clients.stream()
                    .<Callable<Void>>map(client -> () -> {
                        publishUnseen(client.site(), client.revision());
                        return null;
                    })
                    .toList();
            for (var done : threads.invokeAll(tasks)) done.get();
        }
    }

    private void publishUnseen(Site site, SortedMap<String, byte[]> files) {
        fleet.publish(site, fleet.save(site, fleet.render(site, files)));
    }

    private void publish(Site site, SortedMap<String, byte[]> files) {
        fleet.commit(site, files);
        publishUnseen(site, files);
        fleet.seen(site);
    }

    private static List<byte[]> photos(int group) throws IOException {
        var photos = new ArrayList<byte[]>();
        for (int i = 0; i < PHOTOS; i++) photos.add(Photo.jpeg(1000L * group + i));
        return photos;
    }

    /** The project as it is exported, with its pictures made already: copy, install, build, each time. */
    private Took naive(Site site, SortedMap<String, byte[]> revision) throws Exception {
        var exporter = installation.part(Exporter.class);
        if (!(exporter.export(fleet.request(site, revision)) instanceof Exporter.Export.Project(var files))) {
            throw new IllegalStateException("The site cannot be exported");
        }
        var build = new NaiveBuild(files, installation.folder().resolve("naive"));
        build.run();
        var took = new ArrayList<Took>();
        for (int i = 0; i < plan.naive(); i++) took.add(measure(build::run));
        Installation.delete(installation.folder().resolve("naive"));
        return row("naive: copy, npm install, npm run build", took);
    }

    private void compare(Took naive, List<Took> ours, Took all) {
        var names = List.of("edited text", "new site", "edited component");
        for (int i = 0; i < names.size(); i++) {
            System.out.printf(
                    "%s: %s times less CPU, %s times sooner than a build%n",
                    names.get(i),
                    number(naive.cpuSeconds() / ours.get(i).cpuSeconds()),
                    number(naive.wallMillis() / ours.get(i).wallMillis()));
        }
        System.out.printf(
                "%d sites: %s times less CPU than the %d builds above multiplied%n",
                plan.fleet(), number(naive.cpuSeconds() * plan.fleet() / all.cpuSeconds()), plan.naive());
    }

    private Took measure(Work work) throws Exception {
        double cpu = processes.cpuSeconds();
        long began = System.nanoTime();
        work.run();
        double wall = (System.nanoTime() - began) / 1e6;
        return new Took(wall, processes.cpuSeconds() - cpu);
    }

    private static Took row(String what, List<Took> took) {
        var wall = Figures.of(took.stream().mapToDouble(Took::wallMillis).toArray());
        var cpu = Figures.of(took.stream().mapToDouble(Took::cpuSeconds).toArray());
        double mean = took.stream().mapToDouble(Took::cpuSeconds).average().orElse(0);
        System.out.printf(
                "%-44s %3d %10s (%s..%s)  %18.3f (mean %.3f)%n",
                what,
                took.size(),
                number(wall.median()),
                number(wall.quantile(0)),
                number(wall.quantile(1)),
                cpu.median(),
                mean);
        return new Took(wall.median(), mean);
    }
}
