package io.chantier.agent;

import io.chantier.agent.benches.Turns;
import io.chantier.agent.commands.Commands;
import io.chantier.agent.secrets.JobSecrets;
import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobEngine;
import io.chantier.jobs.JobTables;
import io.chantier.jobs.Recipe;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.AgentVersion;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import io.javalin.Javalin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** An agent of the real parts, which works on one job at a time and knows a {@link SlowJob} besides. */
final class TestAgent implements AutoCloseable {

    static final String PASSWORD = "agent-secret";

    private final JobEngine engine;
    private final Javalin http;

    TestAgent(Path home) {
        var journal = new Journal(AgentHome.at(home).journal());
        JobTables.create(journal, Dialect.SQLITE);
        var slow = new SlowJob();
        List<AgentRecipe> recipes = List.of(new PingJob(), slow);
        engine = JobEngine.builder(journal, journal, Dialect.SQLITE)
                .recipes(List.<Recipe>copyOf(recipes))
                .worker("agent", 1)
                .build();
        var jobs = new AgentJobs(
                journal,
                engine,
                recipes,
                new Commands(journal),
                new JobSecrets(journal, AgentHome.at(home).key()),
                new Turns(journal));
        var door = new Door(Passwords.hash(PASSWORD), _ -> {}, new Throttle(System::nanoTime));
        var version = new AgentVersion("", "", "", "", "", Map.of("web", "RUNNING"), "Java");
        RouteGroup slowRoute = routes -> routes.post(
                "/slow_job",
                context -> Answer.with(context, new JobCreated(jobs.start(slow, Asked.agentJobId(context)))));
        engine.start();
        http = AgentServer.start(
                "127.0.0.1",
                0,
                new AgentRoutes(
                        door, List.of(new FrontRoutes(door, version), new JobRoutes(jobs), new Unserved(), slowRoute)));
    }

    int port() {
        return http.port();
    }

    Client client() {
        return Client.withPassword(port(), PASSWORD);
    }

    /** Starts a job that runs, unless another one does. */
    long slowJob(String agentJobId) {
        return Wire.read(client().postAs(agentJobId, "/slow_job").body(), JobCreated.class)
                .job();
    }

    void awaitRunning(long job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client().job(job).status() == AgentStatus.RUNNING);
    }

    @Override
    public void close() {
        http.stop();
        engine.close();
    }
}
