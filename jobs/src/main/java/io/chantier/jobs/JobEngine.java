package io.chantier.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The engine: takes orders from the moment it is built, and works from {@link #start()} on where it has a worker.
 *
 * <p>The tables must exist ({@link JobTables#create}).
 */
public final class JobEngine implements Jobs, AutoCloseable {

    private final DataSource workers;
    private final Dialect dialect;
    private final Settings settings;
    private final Desk desk;
    private final Shelf shelf;
    private final Bell bell;
    /** How to end what works. */
    private final List<Runnable> working = new ArrayList<>();

    /** @param ageing zero where nobody's place in the queue gets better */
    private record Settings(
            Supplier<List<Recipe>> recipes, List<Lane> lanes, boolean alone, Duration ageing, InstantSource clock) {}

    /** Workers of their own for some of the kinds. */
    private record Lane(Worker.Settings worker, Predicate<String> takes) {}

    private JobEngine(DataSource callers, DataSource workers, Dialect dialect, Settings settings) {
        this.workers = workers;
        this.dialect = dialect;
        this.settings = settings;
        var watching = new Shelf(Transactions.owning(workers, dialect));
        var hub = new Hub(watching::active);
        this.bell = switch (dialect) {
            case POSTGRESQL -> new PostgresBell(workers, hub);
            case SQLITE -> new LocalBell(hub);
        };
        var transactions = Transactions.joining(callers, dialect);
        this.desk = new Desk(transactions, settings.clock(), bell);
        this.shelf = new Shelf(transactions);
    }

    /**
     * @param callers where orders are written; connections with autocommit off are joined and never committed
     * @param workers where workers write, listen and commit on their own
     */
    public static Builder builder(DataSource callers, DataSource workers, Dialect dialect) {
        return new Builder(callers, workers, dialect);
    }

    /** Starts the workers; without one this only takes orders. */
    public synchronized void start() {
        if (!working.isEmpty() || settings.lanes().isEmpty()) {
            return;
        }
        var transactions = Transactions.owning(workers, dialect);
        var records = new Records(transactions, settings.clock(), bell);
        var recipes = settings.recipes().get();
        if (settings.alone()) {
            transactions.in(sql -> {
                Dispatch.freeAll(sql);
                return true;
            });
        }
        for (var lane : settings.lanes()) {
            var taken = recipes.stream()
                    .filter(recipe -> lane.takes().test(recipe.kind()))
                    .toList();
            var opening = new Opening(
                    transactions, settings.clock(), bell, lane.worker().name());
            var worker = new Worker(workers, dialect, lane.worker(), taken, opening, records);
            worker.start();
            bell.onDue(worker::look);
            working.add(worker::close);
            if (!settings.ageing().isZero()) {
                var kinds = taken.stream().map(Recipe::kind).toList();
                var ageing = new Ageing(transactions, kinds, settings.ageing(), settings.clock()).start();
                working.add(ageing::close);
            }
        }
    }

    @Override
    public Started start(JobOrder order) {
        return desk.start(order);
    }

    @Override
    public Optional<Job> find(JobId id) {
        return shelf.find(id);
    }

    @Override
    public List<Job> list(Query query) {
        return shelf.list(query);
    }

    @Override
    public List<Ended> ended(UUID team, Instant since) {
        return shelf.ended(team, since);
    }

    @Override
    public Set<String> subjectsAtWork(UUID team) {
        return shelf.subjectsAtWork(team);
    }

    @Override
    public List<String> resultsOf(String step) {
        return shelf.resultsOf(step);
    }

    @Override
    public boolean cancel(JobId id) {
        return desk.cancel(id);
    }

    @Override
    public boolean retry(JobId id) {
        return desk.retry(id);
    }

    @Override
    public void forget(UUID team, String subject) {
        desk.forget(team, subject);
    }

    @Override
    public void signal(String signal, String payload) {
        desk.signal(signal, payload);
    }

    @Override
    public List<LogLine> lines(JobId id, long after, int limit) {
        return shelf.lines(id, after, limit);
    }

    @Override
    public Subscription subscribe(Consumer<JobId> listener) {
        return bell.onChange(listener);
    }

    /** Lets running steps end (for a while) and leaves their jobs to others. */
    @Override
    public synchronized void close() {
        // At the same time, so that together they take no longer than the slowest.
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            working.forEach(closing::execute);
        }
        working.clear();
        bell.close();
    }

    /** Puts an engine together. */
    public static final class Builder {

        private final DataSource callers;
        private final DataSource workers;
        private final Dialect dialect;
        private Supplier<List<Recipe>> recipes = List::of;
        private Set<String> only = Set.of();
        private final Map<Set<String>, Integer> apart = new LinkedHashMap<>();
        private String name = "";
        private int threads;
        private boolean alone;
        private Duration ageing = Duration.ZERO;
        private Duration lease = Duration.ofSeconds(6);
        private Duration patience = Duration.ofSeconds(20);
        private Duration polling;
        private InstantSource clock = InstantSource.system();

        private Builder(DataSource callers, DataSource workers, Dialect dialect) {
            this.callers = callers;
            this.workers = workers;
            this.dialect = dialect;
            this.polling = Duration.ofMillis(dialect == Dialect.POSTGRESQL ? 1000 : 250);
        }

        public Builder recipes(List<Recipe> known) {
            return recipes(() -> known);
        }

        /** Asked once, at {@link JobEngine#start()}: recipes may need the engine itself. */
        public Builder recipes(Supplier<List<Recipe>> known) {
            this.recipes = known;
            return this;
        }

        /** Makes this process work on that many jobs at a time; without it, it only takes orders. */
        public Builder worker(String workerName, int atATime) {
            this.name = workerName;
            this.threads = atATime;
            return this;
        }

        /** The kinds that this worker takes; an empty set means all that it has recipes for. */
        public Builder only(Set<String> kinds) {
            this.only = Set.copyOf(kinds);
            return this;
        }

        /**
         * Makes this process work on that many jobs of these kinds at a time besides: they take no place of the others,
         * and the others take none of theirs.
         */
        public Builder apart(Set<String> kinds, int atATime) {
            apart.put(Set.copyOf(kinds), atATime);
            return this;
        }

        /** How soon after its last sign of life a worker counts as dead and its jobs go on elsewhere. */
        public Builder lease(Duration time) {
            this.lease = time;
            return this;
        }

        /** Says that nobody else works on this journal, so that what a killed process held goes on at once. */
        public Builder alone() {
            this.alone = true;
            return this;
        }

        /**
         * After so long, a job that others keep overtaking has its turn. Of those jobs one at a time is let in, the next
         * one at the latest after as long again, so that urgent ones lose a place to them only now and then.
         */
        public Builder ageing(Duration patienceOfJobs) {
            this.ageing = patienceOfJobs;
            return this;
        }

        /** How often to look for due jobs where no news came. */
        public Builder polling(Duration interval) {
            this.polling = interval;
            return this;
        }

        /** How long running steps may take to end when the engine closes. */
        public Builder patience(Duration time) {
            this.patience = time;
            return this;
        }

        public Builder clock(InstantSource source) {
            this.clock = source;
            return this;
        }

        public JobEngine build() {
            var lanes = new ArrayList<Lane>();
            if (threads > 0) {
                lanes.add(new Lane(worker(threads), this::isTakenByAll));
            }
            apart.forEach((kinds, places) -> lanes.add(new Lane(worker(places), kinds::contains)));
            return new JobEngine(callers, workers, dialect, new Settings(recipes, lanes, alone, ageing, clock));
        }

        private boolean isTakenByAll(String kind) {
            return (only.isEmpty() || only.contains(kind))
                    && apart.keySet().stream().noneMatch(kinds -> kinds.contains(kind));
        }

        private Worker.Settings worker(int places) {
            var unique = name + "-" + UUID.randomUUID().toString().substring(0, 8);
            return new Worker.Settings(unique, places, lease, polling, patience);
        }
    }
}
