package io.chantier.benches.agent;

import io.chantier.outbound.Opened;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentVersion;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import io.chantier.values.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One agent, ours or a stock one. Every method may throw {@link AgentTrouble}, and blocks for half a minute at most. */
public final class AgentClient {

    private final AgentCalls calls;

    AgentClient(AgentCalls calls) {
        this.calls = calls;
    }

    public void ping() {
        var pong = calls.get("/ping").path("message").asString("");
        if (!pong.equals("pong")) throw calls.notAnAgent();
    }

    /** What time it is there, to the second; empty where it does not say. */
    public Optional<Instant> clock() {
        return calls.clock();
    }

    public AgentVersion version() {
        return calls.reading(() -> Wire.read(calls.get("/version"), AgentVersion.class));
    }

    /** Whether it is ours: a stock one does not say what it runs on, and may not be able to say anything. */
    private boolean isOurs() {
        try {
            return calls.get("/version").path("runtime").isString();
        } catch (AgentTrouble trouble) {
            if (trouble.isSaidByAgent() || trouble.isTooOld()) return false;
            throw trouble;
        }
    }

    /**
     * Load, memory and what runs there.
     *
     * @param databasePassword without it the list of the database's processes stays empty
     */
    public JsonNode serverStatus(Secret databasePassword) {
        return calls.send(
                "POST", "/server/status", Wire.toTree(Map.of("mariadb_root_password", databasePassword.reveal())), "");
    }

    /** The benches by their names. */
    public Map<String, Listing> benches() {
        var benches = new TreeMap<String, Listing>();
        calls.get("/benches").forEachEntry((name, bench) -> benches.put(name, Listing.of(bench)));
        return benches;
    }

    /** What is read at once, such as {@code /benches/b/info}. */
    public JsonNode get(String path) {
        return calls.get(path);
    }

    /**
     * A file that is handed out as it is, and read no further than the caller does; throws nothing.
     *
     * @param silence after so long without a byte the agent counts as gone
     */
    public Opened open(String path, Duration silence) {
        return calls.open(path, silence);
    }

    /** What visitors and programs asked of a bench since the last call, a node for each; the agent tells them once. */
    public JsonNode requests(String path) {
        return calls.send("POST", path, Wire.emptyObject(), "").path("data");
    }

    /** A session of the administrator of a site; every call makes another one. */
    public Secret session(String path) {
        var session =
                calls.send("POST", path, Wire.emptyObject(), "").path("sid").asString("");
        if (session.isEmpty()) throw calls.notAnAgent();
        return new Secret(session);
    }

    /**
     * Starts a job; its number on this agent. Only ours is told of a store: a stock agent sends everything to AWS, whatever
     * endpoint it is given, and removes the files of its own server although they did not arrive. And it hands what it is given
     * to a shell: a password that is no single word there would be read as commands.
     */
    public long start(AgentRequest request) {
        if (request.hasPasswordForShells() && !isOurs()) throw calls.passwordForShells();
        var body = request.namesStore() && !isOurs() ? request.withoutStore() : request.body();
        var answer = calls.send(request.method(), request.path(), body, request.agentJobId());
        var job = calls.reading(() -> Wire.read(answer, JobCreated.class)).job();
        if (job <= 0) throw calls.notAnAgent();
        return job;
    }

    /**
     * The jobs with these numbers, at most 200; those that the agent does not know are left out. One that cannot be
     * understood is told with the status {@code UNKNOWN}.
     */
    public List<AgentJob> jobs(Collection<Long> numbers) {
        if (numbers.isEmpty()) return List.of();
        return several("/jobs", numbers.stream().map(String::valueOf));
    }

    /** The job that was started under this name of ours, if the agent ever got to know of it. */
    public Optional<AgentJob> named(String agentJobId) {
        return several("/agent-jobs", Stream.of(agentJobId)).stream().findFirst();
    }

    /** Stops a job that runs, or takes it out of the queue. */
    public void cancel(long number) {
        var _ = calls.send("POST", "/jobs/" + number + "/cancel", Wire.emptyObject(), "");
    }

    /**
     * A single one is asked for twice: an array comes back then, and a stock agent knows no 404. Each is read on its own: one
     * that is told in an unknown shape keeps nobody from hearing of the others.
     */
    private List<AgentJob> several(String path, Stream<String> names) {
        var asked = names.toList();
        var all = asked.size() == 1 ? List.of(asked.getFirst(), asked.getFirst()) : asked;
        var found = calls.get(path
                + "/"
                + all.stream().map(name -> AgentRequest.path(name).substring(1)).collect(Collectors.joining(",")));
        if (!found.isArray()) throw calls.notAnAgent();
        return found.valueStream().map(AgentClient::job).toList();
    }

    private static AgentJob job(JsonNode told) {
        try {
            return Wire.read(told, AgentJob.class);
        } catch (JacksonException _) {
            var ours = told.path("agent_job_id");
            return AgentJob.unknown(told.path("id").asLong(0), ours.isString() ? ours.stringValue() : null);
        }
    }
}
