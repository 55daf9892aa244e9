package io.chantier.agent;

import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Jobs, by their numbers here and by the names that their asker gave them. */
final class JobRoutes implements RouteGroup {

    private static final int MOST_AT_ONCE = 200;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private final AgentJobs jobs;
    private final PingJob ping = new PingJob();

    JobRoutes(AgentJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void on(RoutesConfig routes) {
        routes.post("/ping_job", this::ping);
        routes.get("/jobs", context -> Answer.with(context, jobs.latest()));
        routes.get("/jobs/status/{status}", this::ofStatus);
        routes.get("/jobs/{numbers}", context -> find(context, "numbers", this::numbered));
        routes.post("/jobs/{number}/cancel", this::cancel);
        routes.get("/agent-jobs", context -> Answer.with(context, jobs.latestAgentJobIds()));
        routes.get("/agent-jobs/{names}", context -> find(context, "names", jobs::named));
    }

    private void ping(Context context) {
        Asked.object(context);
        Answer.with(context, new JobCreated(jobs.start(ping, Asked.agentJobId(context))));
    }

    /** One name answers an object, several an array from which unknown ones are missing. */
    private static void find(Context context, String parameter, Function<String, Optional<AgentJob>> finding) {
        var asked = context.pathParam(parameter);
        if (asked.contains(",")) {
            Answer.with(context, several(asked, finding).toList());
        } else {
            Answer.with(context, finding.apply(asked).orElseThrow(() -> unknown(asked)));
        }
    }

    private static Stream<AgentJob> several(String asked, Function<String, Optional<AgentJob>> finding) {
        var names = Arrays.stream(asked.split(",", -1)).distinct().toList();
        if (names.size() > MOST_AT_ONCE) {
            throw Refusal.badRequest("Ask for at most " + MOST_AT_ONCE + " jobs at once");
        }
        return names.stream().map(finding).flatMap(Optional::stream);
    }

    private Optional<AgentJob> numbered(String number) {
        return NUMBER.matcher(number).matches() ? jobs.find(Long.parseLong(number)) : Optional.empty();
    }

    private static Refusal unknown(String job) {
        return Refusal.notFound("Job " + job + " is not known here");
    }

    private void cancel(Context context) {
        var number = context.pathParam("number");
        var job = numbered(number).orElseThrow(() -> unknown(number));
        Answer.with(context, jobs.cancel(job.id()).orElseThrow(() -> unknown(number)));
    }

    private void ofStatus(Context context) {
        Answer.with(
                context,
                jobs.of(status(context.pathParam("status"))).stream()
                        .map(JobRoutes::row)
                        .toList());
    }

    private static AgentStatus status(String word) {
        return Arrays.stream(AgentStatus.values())
                .filter(status -> status != AgentStatus.UNKNOWN)
                .filter(status -> Wire.toTree(status).asString().equals(word))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.notFound("There is no such status; they are Pending, Running, Success and Failure"));
    }

    /** A list of many is told without what each one did. */
    private static ObjectNode row(AgentJob job) {
        var row = (ObjectNode) Wire.toTree(job);
        row.remove(List.of("commands", "steps"));
        return row.putNull("data");
    }
}
