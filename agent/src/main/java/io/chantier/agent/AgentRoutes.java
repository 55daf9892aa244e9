package io.chantier.agent;

import io.chantier.protocol.AgentError;
import io.chantier.protocol.AgentJob;
import io.chantier.protocol.AgentMessage;
import io.chantier.protocol.AgentVersion;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of the contract that exist so far. */
final class AgentRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AgentRoutes.class);
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,18}(,\\d{1,18}){0,199}");

    private static final String SAID = "said why it is not found";

    private final Door door;
    private final AgentJobs jobs;
    private final AgentVersion version;

    AgentRoutes(Door door, AgentJobs jobs, AgentVersion version) {
        this.door = door;
        this.jobs = jobs;
        this.version = version;
    }

    /** Nobody passes without the password, not even to learn that a route does not exist. */
    private static final class Unauthenticated extends RuntimeException {}

    void on(RoutesConfig routes) {
        routes.before(this::enter);
        routes.get("/ping", context -> answer(context, AgentMessage.PONG));
        routes.get("/version", context -> answer(context, version));
        var ping = new PingJob();
        routes.post(
                "/ping_job",
                context -> answer(context, new JobCreated(jobs.start(ping, context.header("X-Agent-Job-Id")))));
        routes.get("/jobs", context -> answer(context, jobs.latest()));
        routes.get("/jobs/{numbers}", this::jobs);
        routes.exception(Unauthenticated.class, (_, context) -> refuse(context));
        routes.exception(Exception.class, this::bug);
        routes.error(404, this::unknown);
        routes.error(405, this::unknown);
    }

    private void enter(Context context) {
        if (!door.letsIn(context.header("Authorization"))) {
            throw new Unauthenticated();
        }
    }

    private static void refuse(Context context) {
        context.header("WWW-Authenticate", "Basic");
        answer(context.status(HttpStatus.UNAUTHORIZED), AgentMessage.UNAUTHENTICATED);
    }

    /** One number answers an object, several an array from which unknown ones are missing. */
    private void jobs(Context context) {
        var numbers = context.pathParam("numbers");
        if (!NUMBERS.matcher(numbers).matches()) {
            missing(context, "Jobs have numbers, such as /jobs/1 or /jobs/1,2");
        } else if (numbers.contains(",")) {
            answer(context, found(numbers).toList());
        } else {
            found(numbers)
                    .findFirst()
                    .ifPresentOrElse(
                            job -> answer(context, job),
                            () -> missing(context, "Job " + numbers + " is not known here"));
        }
    }

    private Stream<AgentJob> found(String numbers) {
        return Arrays.stream(numbers.split(",", -1))
                .map(Long::parseLong)
                .map(jobs::find)
                .flatMap(Optional::stream);
    }

    private void unknown(Context context) {
        if (context.attribute(SAID) == null) {
            answer(context, AgentError.of("There is no " + context.method() + " " + context.path()));
        }
    }

    private static void missing(Context context, String line) {
        context.attribute(SAID, line);
        answer(context.status(HttpStatus.NOT_FOUND), AgentError.of(line));
    }

    private void bug(Exception bug, Context context) {
        LOG.error("A bug in {} {}", context.method(), context.path(), bug);
        answer(
                context.status(HttpStatus.INTERNAL_SERVER_ERROR),
                AgentError.of("The agent has a bug; its log says more"));
    }

    private static void answer(Context context, Object message) {
        context.contentType("application/json").result(Wire.write(message));
    }
}
