package io.chantier.agent;

import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Jobs;
import io.chantier.jobs.Recipe;
import io.chantier.protocol.AgentVersion;
import io.javalin.Javalin;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The agent: one process, one port, one file. Start reading here. */
public final class Agent implements AutoCloseable {

    private static final int WORKERS = 4;

    private final JobEngine engine;
    private final Optional<Courier> courier;
    private final Javalin http;

    private Agent(JobEngine engine, Optional<Courier> courier, Javalin http) {
        this.engine = engine;
        this.courier = courier;
        this.http = http;
    }

    public static void main(String[] arguments) throws InterruptedException {
        var agent = start(AgentSettings.of(System.getenv()));
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            agent.close();
            stopped.countDown();
        }));
        stopped.await();
    }

    public static Agent start(AgentSettings settings) {
        var home = AgentHome.at(settings.home());
        var door = FirstPassword.door(settings, home);
        var press = settings.pressUrl().or(() -> home.setting("press_url")).map(PressUrl::of);
        var journal = new Journal(home.journal());
        JobTables.create(journal, Dialect.SQLITE);
        List<AgentRecipe> recipes = List.of(new PingJob());
        var engine = JobEngine.builder(journal, journal, Dialect.SQLITE)
                .recipes(List.<Recipe>copyOf(recipes))
                .worker("agent", WORKERS)
                .build();
        var jobs = new AgentJobs(journal, engine, recipes);
        var routes =
                new AgentRoutes(door, List.of(new FrontRoutes(door, version()), new JobRoutes(jobs), new Unserved()));
        var courier = courier(press, journal, engine);
        try {
            engine.start();
            return new Agent(engine, courier, AgentServer.start(settings.bind(), settings.port(), routes));
        } catch (RuntimeException e) {
            courier.ifPresent(Courier::close);
            engine.close();
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
        engine.close();
        courier.ifPresent(Courier::close);
    }
}
