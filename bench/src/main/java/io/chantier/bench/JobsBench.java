package io.chantier.bench;

import io.chantier.postgres.EmbeddedPostgres;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Jobs: how long from the enqueueing in one process to the start in another, and how many empty jobs a second.
 *
 * <p>Rounds of both ways alternate. Goals: p50 at most 15 ms, at least 500 jobs/s.
 */
final class JobsBench {

    private static final int CALLERS = 4;
    private static final int THREADS = 8;

    private final Plan plan;
    private final Database database;
    private final List<Queue> queues;
    private final Random random = new Random(42);

    private final ProcessHandle server;

    /** How much of each. */
    private record Plan(int rounds, int singles, int naiveSingles, int warming, int many) {

        static final Plan FULL = new Plan(3, 200, 25, 4000, 6000);
        static final Plan QUICK = new Plan(1, 50, 5, 1000, 2000);
    }

    private JobsBench(Plan plan, Database database, List<Queue> queues, ProcessHandle server) {
        this.plan = plan;
        this.database = database;
        this.queues = queues;
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        var plan = List.of(arguments).contains("--quick") ? Plan.QUICK : Plan.FULL;
        var folder = Files.createTempDirectory("chantier-bench");
        try (var server = EmbeddedPostgres.start(folder, 0)) {
            var database = new Database(server.jdbcUrl(), server.user(), server.password());
            try (var source = database.pool(CALLERS + 4)) {
                new JobsBench(plan, database, List.of(new NaiveQueue(source), new OurQueue(source)), postmaster(source))
                        .run();
            }
        }
        Installation.delete(folder);
    }

    private static ProcessHandle postmaster(DataSource source) {
        return ProcessHandle.of(Database.count(source, "select pg_backend_pid()"))
                .flatMap(ProcessHandle::parent)
                .orElseThrow();
    }

    private void run() throws Exception {
        System.out.printf(
                "%d cores, Java %s, PostgreSQL with fsync on, load %s%n",
                Runtime.getRuntime().availableProcessors(), Runtime.version(), load());
        System.out.println("way        round   p50 ms   p95 ms   jobs/s  CPU ms/job");
        var waits = new double[queues.size()][plan.rounds()];
        var rates = new double[queues.size()][plan.rounds()];
        var costs = new double[queues.size()][plan.rounds()];
        for (int round = 0; round < plan.rounds(); round++) {
            for (int i = 0; i < queues.size(); i++) {
                var queue = queues.get(i);
                var wait = waits(queue);
                waits[i][round] = wait.median();
                var rate = rate(queue);
                rates[i][round] = rate.perSecond();
                costs[i][round] = rate.cpuMillis();
                row(queue.name(), Integer.toString(round + 1), wait.median(), wait.quantile(0.95), rate);
            }
        }
        for (int i = 0; i < queues.size(); i++) {
            row(
                    queues.get(i).name(),
                    "median",
                    Figures.of(waits[i]).median(),
                    Double.NaN,
                    new Rate(Figures.of(rates[i]).median(), Figures.of(costs[i]).median()));
        }
        System.out.printf(
                "start %s times sooner, %s times the jobs; load %s%n",
                Figures.number(
                        Figures.of(waits[0]).median() / Figures.of(waits[1]).median()),
                Figures.number(
                        Figures.of(rates[1]).median() / Figures.of(rates[0]).median()),
                load());
    }

    private static void row(String way, String round, double p50, double p95, Rate rate) {
        System.out.printf(
                "%-10s %6s %8s %8s %8s %11s%n",
                way,
                round,
                Figures.number(p50),
                Double.isNaN(p95) ? "" : Figures.number(p95),
                Figures.number(rate.perSecond()),
                Figures.number(rate.cpuMillis()));
    }

    /**
     * How many jobs a second, and what one costs in all processes together; the latter says more on a busy machine.
     */
    private record Rate(double perSecond, double cpuMillis) {}

    private static String load() throws IOException {
        var file = Path.of("/proc/loadavg");
        return Files.exists(file) ? Files.readString(file).substring(0, 4) : "unknown";
    }

    /** One job at a time into an idle queue, at odd moments. */
    private Figures waits(Queue queue) throws Exception {
        queue.clear();
        boolean naive = queue instanceof NaiveQueue;
        int jobs = naive ? plan.naiveSingles() : plan.singles();
        try (var worker = new Child(command(naive, 4, true))) {
            warm(queue, worker);
            var waited = new ArrayList<Double>();
            for (int i = 0; i < jobs; i++) {
                Thread.sleep(10 + random.nextInt(naive ? 400 : 30));
                queue.enqueue(1000 + i);
                waited.add(worker.nextWait());
            }
            return Figures.of(waited.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    /** A worker that has just started runs interpreted code; what counts is how a worker is that has been at work. */
    private void warm(Queue queue, Child worker) throws Exception {
        int warming = queue instanceof NaiveQueue ? 3 : plan.warming() / 4;
        for (int i = 0; i < warming; i++) {
            queue.enqueue(i);
            worker.nextWait();
        }
    }

    /** Many empty jobs, ordered by a few threads while the other process works. */
    private Rate rate(Queue queue) throws Exception {
        queue.clear();
        try (var worker = new Child(command(queue instanceof NaiveQueue, THREADS, false))) {
            push(queue, 0, plan.warming());
            queue.clear();
            var before = cpu(worker);
            long began = System.nanoTime();
            push(queue, 100_000, plan.many());
            double seconds = (System.nanoTime() - began) / 1e9;
            return new Rate(plan.many() / seconds, cpu(worker).minus(before).toNanos() / 1e6 / plan.many());
        }
    }

    private Duration cpu(Child worker) {
        var ours = Stream.of(ProcessHandle.current(), worker.process.toHandle());
        return Stream.concat(ours, server.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private static void push(Queue queue, int first, int jobs) throws Exception {
        var next = new AtomicInteger();
        try (var callers = Executors.newFixedThreadPool(CALLERS)) {
            for (int c = 0; c < CALLERS; c++) {
                callers.execute(() -> {
                    for (int i = next.getAndIncrement(); i < jobs; i = next.getAndIncrement()) {
                        queue.enqueue(first + i);
                    }
                });
            }
        }
        while (queue.finished() < jobs) {
            Thread.sleep(100);
        }
    }

    private List<String> command(boolean naive, int threads, boolean printing) {
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                JobsWorker.class.getName()));
        words.addAll(Arrays.asList(naive ? "naive" : "ours", Integer.toString(threads), Boolean.toString(printing)));
        words.addAll(database.words());
        return words;
    }

    /** The other process and what it prints. */
    private static final class Child implements AutoCloseable {

        private final Process process;
        private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Child(List<String> command) throws IOException, InterruptedException {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            Thread.ofVirtual().start(this::read);
            next();
        }

        private void read() {
            try (var reader =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException e) {
                lines.add(e.toString());
            }
        }

        double nextWait() throws InterruptedException {
            return Long.parseLong(next().substring(Stopwatch.WAITED.length())) / 1e6;
        }

        private String next() throws InterruptedException {
            var line = lines.poll(60, TimeUnit.SECONDS);
            if (line == null) {
                throw new IllegalStateException("The other process says nothing");
            }
            return line;
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}
