package io.chantier.agent;

import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Recipe;
import io.chantier.protocol.AgentVersion;
import io.javalin.Javalin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The agent: one process, one port, one file. Start reading here. */
public final class Agent implements AutoCloseable {

    private static final int WORKERS = 4;

    private final JobEngine engine;
    private final Javalin http;

    private Agent(JobEngine engine, Javalin http) {
        this.engine = engine;
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
        var door = door(settings, home);
        var journal = new Journal(home.journal());
        JobTables.create(journal, Dialect.SQLITE);
        List<AgentRecipe> recipes = List.of(new PingJob());
        var engine = JobEngine.builder(journal, journal, Dialect.SQLITE)
                .recipes(List.<Recipe>copyOf(recipes))
                .worker("agent", WORKERS)
                .build();
        var routes = new AgentRoutes(door, new AgentJobs(journal, engine, recipes), version());
        var http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            routes.on(config.routes);
        });
        engine.start();
        http.start(settings.bind(), settings.port());
        return new Agent(engine, http);
    }

    private static Door door(AgentSettings settings, AgentHome home) {
        if (settings.password().isPresent()) {
            return Door.ofPassword(settings.password().get());
        }
        return Door.ofHash(home.accessToken().orElseGet(() -> firstPassword(home)));
    }

    private static String firstPassword(AgentHome home) {
        var password = Passwords.random();
        var hash = Passwords.hash(password);
        home.keepAccessToken(hash);
        System.out.println("The agent's password, shown this once: " + password);
        return hash;
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
    }
}
