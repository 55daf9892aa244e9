package io.chantier.bench;

import static io.chantier.bench.Figures.number;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Backups of all sites, ordered by one bulk action: with all agents well, then with one that has fallen silent. Beside it a script that
 * orders them from the agents itself and asks after each job once a second, keeps nothing and knows of no failure.
 */
final class Backups {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Pattern FIELD = Pattern.compile("name=\"(key|sites)\" value=\"([^\"]*)\"");
    private static final List<String> WATCHED =
            List.of("/sites", "/agent-jobs", "/sites/tenant-3-1-2", "/settings/bench-servers");

    private final Tenants tenants;
    private final Reader reader;
    private final JdbcClient database;
    private final ProcessTree processes;
    private final int sites;

    Backups(Installation installation, Tenants tenants, Reader reader, int sites) {
        this.tenants = tenants;
        this.reader = reader;
        this.database = installation.part(JdbcClient.class);
        this.processes = installation.processes();
        this.sites = sites;
    }

    /** How many of an order are over, and how. */
    private record Count(int ordered, int open, int succeeded) {}

    boolean run() throws Exception {
        boolean good = allWell();
        script();
        boolean alone = oneSilent();
        return good && alone;
    }

    private boolean allWell() throws Exception {
        long before = processes.residentMegabytes();
        int asked = requests();
        double cpu = processes.cpuSeconds();
        var begun = now();
        long start = System.nanoTime();
        orderAll();
        System.out.printf("%n%d backups: ordered by one request after %s ms%n", sites, number(millis(start)));
        var between = new Between(begun);
        var peak = until(begun, sites + 1, between);
        var count = count(begun);
        System.out.printf(
                "all over after %s s, %d of %d with success; CPU %s s with agents and database; resident %d MB before, %d at most%n",
                number(millis(start) / 1000),
                count.succeeded(),
                count.ordered(),
                number(processes.cpuSeconds() - cpu),
                before,
                peak);
        perServer(begun);
        between.print();
        System.out.printf("agents were asked %d times%n", requests() - asked);
        return isWhole(begun, count);
    }

    /** What a person does while all the others are under way. */
    private final class Between {
        private final Instant begun;
        private final List<Double> pages = new ArrayList<>();
        private long ordered;
        private double single = -1;

        Between(Instant begun) {
            this.begun = begun;
        }

        void go() throws IOException, InterruptedException {
            if (ordered == 0) {
                ordered = System.nanoTime();
                var page = reader.get("/sites/" + Tenants.SPARE + "/backups").body();
                reader.post("/sites/" + Tenants.SPARE + "/backups", page, Map.of());
            }
            for (var path : WATCHED) {
                long start = System.nanoTime();
                if (reader.get(path).statusCode() != 200) throw new IllegalStateException(path);
                pages.add(millis(start));
            }
            if (single < 0 && isSpareOver()) single = millis(ordered) / 1000;
        }

        private boolean isSpareOver() {
            return database.sql("""
                            select exists (select 1 from agent_job join bench_site on bench_site.site_id = agent_job.site_id
                                where slug = ? and ordered_at >= ? and ended_at is not null)
                            """)
                    .params(Tenants.SPARE, Timestamp.from(begun))
                    .query(Boolean.class)
                    .single();
        }

        void print() {
            var figures = Figures.of(pages.stream().mapToDouble(one -> one).toArray());
            System.out.printf(
                    "one more, ordered by a person meanwhile, over after %s s; %d pages meanwhile: p50 %s ms, p95 %s ms%n",
                    number(single), pages.size(), number(figures.median()), number(figures.quantile(0.95)));
        }
    }

    private void perServer(Instant begun) {
        var ends = database.sql("""
                        select extract(epoch from max(ended_at) - min(ordered_at)) from agent_job
                        where ordered_at >= ? and ended_at is not null group by server_id
                        """)
                .param(Timestamp.from(begun))
                .query(Double.class)
                .list();
        var figures = Figures.of(ends.stream().mapToDouble(one -> one).toArray());
        System.out.printf(
                "the last of each server: the first after %s s, the middle one %s s, the last one %s s%n",
                number(figures.quantile(0)), number(figures.median()), number(figures.quantile(1)));
    }

    /** One agent takes connections and says nothing: its own backups wait, those of the others do not notice. */
    private boolean oneSilent() throws Exception {
        var silent = tenants.agents().getLast();
        var server = tenants.servers().getLast();
        silent.fallSilent();
        var begun = now();
        long start = System.nanoTime();
        orderAll();
        int its = sites / tenants.servers().size();
        while (count(begun).succeeded() < sites - its) pause(start);
        double others = millis(start) / 1000;
        int open = database.sql(
                        "select count(*) from agent_job where ordered_at >= ? and server_id = ? and ended_at is null")
                .params(Timestamp.from(begun), server)
                .query(Integer.class)
                .single();
        silent.speakAgain();
        long spoke = System.nanoTime();
        while (count(begun).succeeded() < sites) pause(spoke);
        System.out.printf(
                "with one silent agent: those of the others over after %s s, its own %d waiting; all over %s s after it spoke again%n",
                number(others), open, number(millis(spoke) / 1000));
        return isWhole(begun, count(begun)) && open == its;
    }

    /** None lost, none twice, none without an end, here as there. */
    private boolean isWhole(Instant begun, Count count) {
        var known = database.sql("select id from agent_job where ordered_at >= ?")
                .param(Timestamp.from(begun))
                .query(UUID.class)
                .list();
        int twice = 0;
        var there = new HashSet<String>();
        for (var agent : tenants.agents()) {
            for (var name : agent.ordered()) if (!there.add(name)) twice++;
        }
        long lost = known.stream().filter(id -> !there.contains(id.toString())).count();
        int stuck = database.sql("""
                        select count(*) from job where kind = 'back-up-bench-site' and created_at >= ? and state <> 'SUCCEEDED'
                        """)
                .param(Timestamp.from(begun))
                .query(Integer.class)
                .single();
        System.out.printf(
                "lost %d, twice %d, without an end %d, jobs of ours not done %d%n", lost, twice, count.open(), stuck);
        return lost == 0 && twice == 0 && stuck == 0 && count.open() == 0 && count.succeeded() == count.ordered();
    }

    private void orderAll() throws IOException, InterruptedException {
        var page = reader.get("/sites/bulk?action=BACKUP&all=true&q=tenant").body();
        var fields = new HashMap<>(Map.of("action", "BACKUP"));
        FIELD.matcher(page).results().forEach(field -> fields.put(field.group(1), field.group(2)));
        var answer = reader.post("/sites/bulk", page, fields);
        if (answer.statusCode() != 302) throw new IllegalStateException("Not ordered: " + answer.statusCode());
    }

    /** Waits until so many are over; the most memory that was seen meanwhile. */
    private long until(Instant begun, int wanted, Between between) throws IOException, InterruptedException {
        long peak = 0;
        long start = System.nanoTime();
        while (true) {
            var count = count(begun);
            peak = Math.max(peak, processes.residentMegabytes());
            if (count.ordered() >= wanted && count.open() == 0 && unfinished(begun) == 0) return peak;
            between.go();
            pause(start);
        }
    }

    private int unfinished(Instant begun) {
        return database.sql("select count(*) from job where created_at >= ? and finished_at is null")
                .param(Timestamp.from(begun))
                .query(Integer.class)
                .single();
    }

    private Count count(Instant begun) {
        return database.sql("""
                        select count(*) ordered, count(*) filter (where ended_at is null) open,
                            count(*) filter (where state = 'SUCCESS') succeeded
                        from agent_job where ordered_at >= ?
                        """)
                .param(Timestamp.from(begun))
                .query((row, _) -> new Count(row.getInt("ordered"), row.getInt("open"), row.getInt("succeeded")))
                .single();
    }

    /** The naive way: nothing is kept, and each job is asked for by itself. */
    private void script() throws Exception {
        int asked = requests();
        var asking = new ArrayList<Future<Integer>>();
        long start = System.nanoTime();
        try (var http = HttpClient.newHttpClient();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var agent : tenants.agents()) {
                for (int i = 0; i < sites / tenants.agents().size(); i++) {
                    int site = i;
                    asking.add(threads.submit(() -> {
                        orderAndWait(http, agent, site);
                        return site;
                    }));
                }
            }
            for (var one : asking) one.get();
        }
        System.out.printf(
                "naive: a script, each job asked for once a second: over after %s s, agents were asked %d times%n",
                number(millis(start) / 1000), requests() - asked);
    }

    private static void orderAndWait(HttpClient http, BenchAgent agent, int site)
            throws IOException, InterruptedException {
        var order = request(agent.url() + "/benches/bench-0/sites/" + site + "/backup")
                .header("X-Agent-Job-Id", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString("{}"))
                .build();
        var number = Wire.tree(http.send(order, BodyHandlers.ofString()).body())
                .path("job")
                .asLong();
        var question = request(agent.url() + "/jobs/" + number).build();
        do {
            Thread.sleep(1000);
        } while (!http.send(question, BodyHandlers.ofString()).body().contains("\"status\":\"Success\""));
    }

    private static HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address)).header("Authorization", "bearer " + BenchAgent.PASSWORD);
    }

    private int requests() {
        return tenants.agents().stream().mapToInt(BenchAgent::requests).sum();
    }

    private static void pause(long start) throws InterruptedException {
        if (System.nanoTime() - start > PATIENCE.toNanos()) throw new IllegalStateException("Waited in vain");
        Thread.sleep(100);
    }

    /** What the database has of it is cut to microseconds. */
    private static Instant now() {
        return Instant.now().minusMillis(1);
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
