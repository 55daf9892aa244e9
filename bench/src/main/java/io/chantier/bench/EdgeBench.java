package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.Chantier;
import io.chantier.sites.Site;
import io.chantier.storage.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The edge: what an answer costs, beside nginx with the same files compressed beforehand and the same header fields.
 *
 * <p>The edge is the whole application with the flags that it is started with, not the edge alone. Goals: CPU time of a
 * request at most 1.2 of nginx's, aimed at 1.0; p99 no worse; less than 1 GB.
 */
final class EdgeBench {

    /** As {@code chantier up} starts it. */
    private static final List<String> FLAGS = List.of(
            "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-Xms384m", "-Xss1m", "-XX:MaxDirectMemorySize=512m");

    private static final List<String> SAMPLES =
            List.of("menuiserie-fr", "restaurant-en", "cabinet-fr", "friseur-de", "plombier-fr");
    private static final int CONNECTIONS = 64;
    private static final double PICTURES_IN_MIX = 0.6;
    private static final List<String> EXPECTED_TO_DIFFER = List.of("date", "etag", "server", "connection");

    private final Installation installation;
    private final Path folder;
    private final Plan plan;
    private final List<String> flags;
    private final List<String> pages = new ArrayList<>();
    private final List<String> pictures = new ArrayList<>();
    private final Random random = new Random(5);

    private record Plan(int sites, int rounds, int seconds, int warmSeconds) {

        static final Plan FULL = new Plan(1000, 5, 5, 15);
        static final Plan QUICK = new Plan(100, 2, 2, 5);
    }

    /** One of the two. */
    private record Server(String name, int port, ProcessTree processes) {}

    /** One server in one round. */
    private record Took(double cpuMicros, Wrk.Seen seen) {}

    private EdgeBench(Installation installation, Plan plan, List<String> flags) {
        this.installation = installation;
        this.folder = installation.folder();
        this.plan = plan;
        this.flags = flags;
    }

    public static void main(String[] arguments) throws Exception {
        var plan = List.of(arguments).contains("--quick") ? Plan.QUICK : Plan.FULL;
        var flags = Stream.of(arguments)
                .filter(word -> word.startsWith("--jvm="))
                .flatMap(word -> Stream.of(word.substring("--jvm=".length()).split(" ", -1)))
                .toList();
        System.out.println(Machine.describe());
        try (var installation = Installation.start()) {
            new EdgeBench(installation, plan, flags.isEmpty() ? FLAGS : flags).run();
        }
        System.out.println("load at the end " + Machine.load());
        System.exit(0);
    }

    private void run() throws Exception {
        var releases = publish();
        installation.closeApplication();
        int port = Installation.freePort();
        var application = start(port);
        try {
            Web.await(port);
            var example = files(port, releases);
            int other = Installation.freePort();
            try (var nginx = Nginx.start(folder, other, types(releases), common(port, example))) {
                var own = new ProcessTree(List.of(application.pid()));
                var servers = List.of(new Server("Chantier", port, own), new Server("nginx", other, nginx.processes()));
                compare(servers, example);
                rounds("HTML", pages, servers);
                rounds("mix (60 % pictures)", mix(), servers);
            }
        } finally {
            application.destroy();
            application.waitFor();
        }
    }

    /** Sites of all samples in turn, each with a name of its own; the pictures of a sample are the same in all of them. */
    private Map<String, Release> publish() throws Exception {
        var fleet = new Fleet(installation);
        var samples = new ArrayList<Sample>();
        var photos = new ArrayList<List<byte[]>>();
        for (int i = 0; i < SAMPLES.size(); i++) {
            samples.add(Sample.read(SAMPLES.get(i)));
            var own = new ArrayList<byte[]>();
            for (int j = 0; j < samples.get(i).pictures().size(); j++) own.add(Photo.jpeg(100L * i + j));
            photos.add(own);
        }
        var releases = new TreeMap<String, Release>();
        for (int i = 0; i < plan.sites(); i++) {
            var sample = samples.get(i % samples.size());
            var site = fleet.create("site-" + i, sample.name() + " " + i, "fr");
            releases.put(site.slug() + ".localhost", online(fleet, site, sample, photos.get(i % samples.size())));
        }
        return releases;
    }

    private static Release online(Fleet fleet, Site site, Sample sample, List<byte[]> photos) {
        var rendered = fleet.render(site, sample.revision(site.name(), fleet.keep(site, photos)));
        var release = fleet.save(site, rendered);
        fleet.publish(site, release);
        return release;
    }

    private Process start(int edgePort) throws IOException {
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(flags);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), Chantier.class.getName()));
        words.addAll(installation.settings(Installation.freePort(), edgePort));
        System.out.println("the edge is the application with " + String.join(" ", flags));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("application.log").toFile())
                .start();
    }

    /** Lays nginx's folders out with what the edge answers, byte for byte, and notes the addresses. */
    private String files(int port, Map<String, Release> releases) throws Exception {
        var laid = new TreeMap<String, Path>();
        var example = "";
        long files = 0;
        for (var site : releases.entrySet()) {
            var home = folder.resolve("sites").resolve(site.getKey());
            for (var file : site.getValue().files().entrySet()) {
                var path = file.getKey();
                var address = "/" + path.replaceAll("(^|/)index\\.html$", "$1");
                var place = home.resolve(path);
                Files.createDirectories(place.resolve("..").normalize());
                lay(laid, file.getValue().blob().value(), place, port, site.getKey() + " " + address);
                files++;
                if (path.endsWith("index.html")) pages.add(site.getKey() + " " + address);
                if (path.startsWith("_img/")) pictures.add(site.getKey() + " " + address);
                if (path.equals("index.html")) example = site.getKey() + " " + address;
            }
        }
        System.out.printf(
                "%d sites, %d files of which %d pages and %d pictures%n",
                releases.size(), files, pages.size(), pictures.size());
        return example;
    }

    private static void lay(Map<String, Path> laid, String blob, Path place, int port, String address)
            throws IOException {
        var packedPlace = Path.of(place + ".gz");
        var known = laid.get(blob);
        if (known != null) {
            Files.createLink(place, known);
            var packed = Path.of(known + ".gz");
            if (Files.exists(packed)) Files.createLink(packedPlace, packed);
            return;
        }
        var words = address.split(" ", -1);
        var plain = ask(port, words, "identity");
        var packed = ask(port, words, "gzip");
        Files.write(place, plain.bytes());
        if (packed.fields().containsKey("content-encoding")) Files.write(packedPlace, packed.bytes());
        laid.put(blob, place);
    }

    private static Web.Answer ask(int port, String[] address, String encoding) throws IOException {
        var answer = Web.get(port, address[0], address[1], encoding);
        boolean notFound = answer.status() == 404 && address[1].equals("/404.html");
        if (answer.status() != 200 && !notFound)
            throw new IOException(answer.head().toString());
        return answer;
    }

    private static Map<String, String> types(Map<String, Release> releases) {
        var types = new TreeMap<String, String>();
        releases.values()
                .forEach(release -> release.files()
                        .forEach((path, entry) ->
                                types.put(path.substring(path.lastIndexOf('.') + 1), entry.contentType())));
        return types;
    }

    /** The header fields of the edge that nginx has to be told to send. */
    private static Map<String, String> common(int port, String example) throws IOException {
        var fields = ask(port, example.split(" ", -1), "gzip").fields();
        var own =
                List.of("content-type", "content-length", "content-encoding", "vary", "cache-control", "accept-ranges");
        fields.keySet().removeIf(name -> own.contains(name) || EXPECTED_TO_DIFFER.contains(name));
        return fields;
    }

    /** Shows one answer of each and refuses to go on when they are not the same. */
    private static void compare(List<Server> servers, String example) throws IOException {
        var answers = new ArrayList<Web.Answer>();
        for (var server : servers) {
            var answer = ask(server.port(), example.split(" ", -1), "gzip");
            System.out.printf("%n%s answers %s:%n", server.name(), example);
            answer.head().forEach(line -> System.out.println("    " + line));
            System.out.println("    (" + answer.body().length() + " bytes)");
            answers.add(answer);
        }
        var ours = answers.getFirst().fields();
        var theirs = answers.getLast().fields();
        EXPECTED_TO_DIFFER.forEach(name -> {
            ours.remove(name);
            theirs.remove(name);
        });
        if (!ours.equals(theirs)) throw new IllegalStateException("They differ: " + ours + " and " + theirs);
        if (!answers.getFirst().body().equals(answers.getLast().body())) {
            throw new IllegalStateException("The bodies differ");
        }
        System.out.println("equal but for " + String.join(", ", EXPECTED_TO_DIFFER) + "; the bodies byte for byte");
    }

    private List<String> mix() {
        var mix = new ArrayList<String>();
        int all = pages.size();
        for (int i = 0; i < all; i++) {
            var from = random.nextDouble() < PICTURES_IN_MIX ? pictures : pages;
            mix.add(from.get(random.nextInt(from.size())));
        }
        return mix;
    }

    private void rounds(String what, List<String> addresses, List<Server> servers) throws Exception {
        var wrk = new Wrk(folder, CONNECTIONS);
        for (var server : servers) wrk.visit(server.port(), addresses, plan.warmSeconds(), 1);
        System.out.printf("%n%s, %d connections, load %s%n", what, CONNECTIONS, Machine.load());
        System.out.println("server     round  CPU us/request    req/s   p50 ms   p99 ms  RSS MB  failed");
        var took = new TreeMap<String, List<Took>>();
        for (int round = 1; round <= plan.rounds(); round++) {
            for (var server : round % 2 == 1 ? servers : servers.reversed()) {
                double cpu = server.processes().cpuSeconds();
                var seen = wrk.visit(server.port(), addresses, plan.seconds(), round);
                var one = new Took((server.processes().cpuSeconds() - cpu) * 1e6 / seen.requests(), seen);
                took.computeIfAbsent(server.name(), _ -> new ArrayList<>()).add(one);
                row(server, Integer.toString(round), one);
            }
        }
        summary(servers, took);
    }

    private static void row(Server server, String round, Took took) {
        System.out.printf(
                "%-10s %5s %15s %8s %8s %8s %7d %7d%n",
                server.name(),
                round,
                number(took.cpuMicros()),
                number(took.seen().perSecond()),
                number(took.seen().p50()),
                number(took.seen().p99()),
                server.processes().residentMegabytes(),
                took.seen().failed());
    }

    private static void summary(List<Server> servers, Map<String, List<Took>> took) {
        var medians = servers.stream()
                .map(server -> median(took.getOrDefault(server.name(), List.of())))
                .toList();
        for (int i = 0; i < servers.size(); i++) row(servers.get(i), "median", medians.get(i));
        System.out.printf(
                "CPU of a request %.2f of nginx's, p99 %.2f of nginx's%n",
                medians.getFirst().cpuMicros() / medians.getLast().cpuMicros(),
                medians.getFirst().seen().p99() / medians.getLast().seen().p99());
    }

    private static Took median(List<Took> took) {
        return new Took(
                of(took.stream().mapToDouble(Took::cpuMicros).toArray()),
                new Wrk.Seen(
                        0,
                        of(took.stream()
                                .mapToDouble(one -> one.seen().perSecond())
                                .toArray()),
                        of(took.stream().mapToDouble(one -> one.seen().p50()).toArray()),
                        of(took.stream().mapToDouble(one -> one.seen().p99()).toArray()),
                        took.stream().mapToLong(one -> one.seen().failed()).sum(),
                        0));
    }

    private static double of(double[] values) {
        return Figures.of(values).median();
    }
}
