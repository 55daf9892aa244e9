package io.chantier.agent;

import io.chantier.protocol.AgentError;
import io.chantier.protocol.AgentMessage;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The front door before all routes, and what is answered where none of them is meant or one of them fails. */
final class AgentRoutes {

    private static final Logger LOG = LoggerFactory.getLogger(AgentRoutes.class);

    private final Door door;
    private final List<RouteGroup> groups;

    AgentRoutes(Door door, List<RouteGroup> groups) {
        this.door = door;
        this.groups = List.copyOf(groups);
    }

    /** Nobody passes without the password, not even to learn that a route does not exist. */
    private static final class KeptOut extends RuntimeException {

        private final transient Duration wait;

        KeptOut(Duration wait) {
            super(null, null, false, false);
            this.wait = wait;
        }
    }

    void on(RoutesConfig routes) {
        routes.before(this::enter);
        groups.forEach(group -> group.on(routes));
        routes.exception(KeptOut.class, AgentRoutes::keepOut);
        routes.exception(Refusal.class, AgentRoutes::refuse);
        routes.exception(InterruptedException.class, AgentRoutes::stopped);
        routes.exception(Exception.class, AgentRoutes::bug);
        routes.error(404, AgentRoutes::unknown);
        routes.error(405, AgentRoutes::unknown);
    }

    private void enter(Context context) {
        switch (door.knock(context.header(Header.AUTHORIZATION), Origin.of(context))) {
            case Door.Verdict.LetIn() -> Asked.boundBody(context);
            case Door.Verdict.Refused() -> throw new KeptOut(Duration.ZERO);
            case Door.Verdict.TryLater(var after) -> throw new KeptOut(after);
        }
    }

    private static void keepOut(KeptOut kept, Context context) {
        if (kept.wait.isZero()) {
            context.header(Header.WWW_AUTHENTICATE, "Basic");
            Answer.with(context.status(HttpStatus.UNAUTHORIZED), AgentMessage.UNAUTHENTICATED);
        } else {
            long seconds = kept.wait.plusMillis(999).toSeconds();
            context.header(Header.RETRY_AFTER, Long.toString(seconds));
            Answer.error(
                    context,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "Too many wrong passwords from this address; try again in " + seconds + " s");
        }
    }

    private static void refuse(Refusal refusal, Context context) {
        Answer.error(context, refusal.status(), refusal.line());
    }

    private static void unknown(Context context) {
        if (!Answer.isError(context)) {
            Answer.with(context, AgentError.of("There is no " + context.method() + " " + context.path()));
        }
    }

    /** Nobody else interrupts who answers. */
    private static void stopped(InterruptedException stop, Context context) {
        LOG.info("The agent stops before {} {} is answered", context.method(), context.path());
        Answer.error(context, HttpStatus.SERVICE_UNAVAILABLE, "The agent stops; ask again once it runs");
    }

    private static void bug(Exception bug, Context context) {
        if (Journal.isUnwritable(bug)) {
            LOG.error("No journal for {} {}", context.method(), context.path(), bug);
            Answer.error(context, HttpStatus.INSUFFICIENT_STORAGE, Journal.UNWRITTEN + "; nothing was begun");
            return;
        }
        LOG.error("A bug in {} {}", context.method(), context.path(), bug);
        Answer.error(context, HttpStatus.INTERNAL_SERVER_ERROR, "The agent has a bug; its log says more");
    }
}
