package io.chantier.agent;

import io.chantier.agent.benches.ArchivedBackups;
import io.chantier.agent.benches.ArchivedSites;
import io.chantier.agent.benches.BackupSteps;
import io.chantier.agent.benches.BenchNginx;
import io.chantier.agent.benches.BenchWatch;
import io.chantier.agent.benches.Benches;
import io.chantier.agent.benches.Domains;
import io.chantier.agent.benches.Renaming;
import io.chantier.agent.benches.SiteCall;
import io.chantier.agent.benches.SiteCommands;
import io.chantier.agent.benches.SiteInfo;
import io.chantier.agent.benches.SiteLogs;
import io.chantier.agent.benches.SiteSteps;
import io.chantier.agent.benches.SiteTables;
import io.chantier.agent.benches.Turns;
import io.chantier.agent.benches.Updates;
import io.chantier.agent.benches.UsageReset;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.nginx.Nginx;
import io.chantier.agent.nginx.Proxy;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Jobs;
import io.chantier.protocol.AgentVersion;
import io.javalin.Javalin;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;

/** The agent: one process, one port, one file. Start reading here. */
public final class Agent implements AutoCloseable {

    private final HomeLock lock;
    private final Journal journal;
    private final Work work;
    private final Javalin http;

    /** What goes on by itself. */
    private record Work(Commands commands, JobEngine engine, Optional<Courier> courier, Pruning pruning) {

        void end() {
            pruning.close();
            commands.close();
            engine.close();
            courier.ifPresent(Courier::close);
        }
    }

    private Agent(HomeLock lock, Journal journal, Work work, Javalin http) {
        this.lock = lock;
        this.journal = journal;
        this.work = work;
        this.http = http;
    }

    public static void main(String[] arguments) throws InterruptedException {
        AgentServer.loadAhead();
        var settings = AgentSettings.of(System.getenv());
        var agent = start(settings, BenchSettings.of(System.getenv(), settings.home()));
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            agent.close();
            stopped.countDown();
        }));
        stopped.await();
    }

    /** With its benches in its own folder. */
    public static Agent start(AgentSettings settings) {
        return start(settings, BenchSettings.of(System.getenv(), settings.home()));
    }

    public static Agent start(AgentSettings settings, BenchSettings where) {
        var home = AgentHome.at(settings.home());
        var lock = HomeLock.of(settings.home());
        try {
            return start(settings, where, home, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Agent start(AgentSettings settings, BenchSettings where, AgentHome home, HomeLock lock) {
        var tls = settings.running().tls();
        var certificate = Optional.of(tls).filter(Tls::on).map(on -> Certificates.of(on, home));
        var door = FirstPassword.door(settings, home);
        var press = settings.pressUrl().or(() -> home.setting("press_url")).map(PressUrl::of);
        var journal = new Journal(home.journal());
        JobTables.create(journal, Dialect.SQLITE);
        var commands = new Commands(journal);
        var benches = new Benches(where.directory());
        var secrets = new JobSecrets(journal, home.key());
        new FormerOrders(journal, secrets).seal();
        var turns = new Turns(journal);
        var bench = new SiteCommands(benches, where.program(), commands);
        var steps = new SiteSteps(benches, bench, commands);
        var nginx = new Nginx(where.nginx(), commands);
        var benchNginx = new BenchNginx(benches, nginx);
        var proxy = where.nginx().directory().map(folder -> new Proxy(nginx, folder, benchNginx::files));
        var proxyJobs = proxy.map(there -> new ProxyJobs(there, secrets));
        var backups = new BackupSteps(benches, bench, commands, secrets);
        var backupJobs = BackupJobs.of(benches, bench, commands, where.program(), secrets, benchNginx);
        var siteJobs = new SiteJobs(steps, backups, new UsageReset(benches, where.program(), commands));
        var siteLife = SiteLife.of(benches, bench, commands, secrets, benchNginx);
        var siteChanges = new SiteChanges(
                new Domains(benches, benchNginx), new Renaming(benches, steps, benchNginx, siteLife.users()));
        var archived = new ArchivedSites(benches, where.archivedSites(), journal, InstantSource.system());
        var whole = new WholeBenches(benches, where, commands, secrets, benchNginx, archived);
        var updateJobs = new UpdateJobs(new Updates(
                benches,
                bench,
                steps,
                benchNginx,
                new SiteTables(benches, commands, where.program().environment())));
        var ofSites = Stream.of(siteJobs.all(), siteLife.all(), siteChanges.all(), backupJobs.all(), updateJobs.all())
                .flatMap(List::stream)
                .map(recipe -> new InTurn(
                        new Confidential(recipe, secrets),
                        turns,
                        order -> SiteCall.of(order).claim()));
        List<AgentRecipe> recipes = Stream.of(
                        Stream.of(new PingJob()),
                        whole.recipes(turns),
                        ofSites,
                        proxyJobs.stream().flatMap(of -> of.all().stream()))
                .<AgentRecipe>flatMap(Function.identity())
                .toList();
        var engine = Queue.engine(journal, recipes, settings.running());
        var jobs = new AgentJobs(journal, engine, recipes, commands, secrets, turns);
        var orders = new SiteOrders(benches, jobs);
        var watch = new BenchWatch(benches, bench, InstantSource.system());
        var groups = new ArrayList<RouteGroup>(whole.routes(home, watch, jobs));
        groups.addAll(List.of(
                new FrontRoutes(door, version()),
                new JobRoutes(jobs),
                new Unserved(),
                new SiteLifeRoutes(siteLife, orders),
                new SiteInfoRoutes(new SiteInfo(benches, Clock.system(ZoneId.systemDefault())), orders),
                new SiteWatchRoutes(watch, new SiteLogs(benches), orders),
                new SiteChangeRoutes(siteChanges, orders),
                new UpdateRoutes(benches, updateJobs, orders),
                new ProxyRoutes(proxy.orElse(null), proxyJobs.orElse(null), jobs),
                new BackupRoutes(backupJobs, orders, new ArchivedBackups(benches)),
                new BenchRoutes(benches, bench, siteJobs, orders)));
        var routes = new AgentRoutes(door, groups);
        var pruning =
                new Pruning(journal, engine, settings.running().kept(), InstantSource.system(), archived::removeOld);
        var work = new Work(commands, engine, courier(press, journal, engine), pruning);
        try {
            commands.endLeftovers();
            new LateClaims(engine, turns, recipes).queue(journal);
            engine.start();
            pruning.start();
            return new Agent(
                    lock, journal, work, AgentServer.start(settings.bind(), settings.port(), certificate, routes));
        } catch (RuntimeException e) {
            work.end();
            journal.close();
            throw e;
        }
    }

    /** Nobody is told of jobs where no control plane is named; it asks then. */
    private static Optional<Courier> courier(Optional<PressUrl> press, Journal journal, Jobs jobs) {
        if (press.isEmpty()) {
            Outbox.none(journal);
            return Optional.empty();
        }
        var courier = new Courier(Outbox.filled(journal, InstantSource.system()), press.get());
        jobs.subscribe(_ -> courier.look());
        return Optional.of(courier.start());
    }

    private static AgentVersion version() {
        var number = Optional.ofNullable(Agent.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new AgentVersion(
                number,
                "",
                "",
                "Chantier agent " + number,
                "",
                Map.of("web", "RUNNING", "worker", Map.of("0", "RUNNING")),
                "Java " + Runtime.version());
    }

    public int port() {
        return http.port();
    }

    @Override
    public void close() {
        http.stop();
        work.end();
        journal.close();
        lock.close();
    }
}
