package io.chantier.agent;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.List;

/**
 * The routes of the contract that this agent does not serve yet: whoever needs one is told so, instead of taking the
 * address for a wrong one. The manual's page on the agent has the same table.
 */
final class Unserved implements RouteGroup {

    private static final String BENCH = "/benches/{bench}";
    private static final String SITE = BENCH + "/sites/{site}";

    record Route(HandlerType method, String path) {

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    static final List<Route> ROUTES = List.of(
            get("/benches/metrics"),
            get(SITE + "/analytics"),
            post(SITE + "/credentials"),
            post(SITE + "/credentials/revoke"),
            post(SITE + "/database/users"),
            delete(SITE + "/database/users/{user}"),
            post(SITE + "/database/users/{user}/permissions"),
            post(SITE + "/database/query/execute"),
            post(SITE + "/database/schema"),
            post(SITE + "/database/performance-report"),
            post(SITE + "/database/processes"),
            post(SITE + "/database/kill-process/{process}"),
            post(SITE + "/database/analyze-slow-queries"),
            post("/database/*"),
            post("/minio/users"),
            post("/ssh/users"),
            post("/proxysql/users"),
            post("/builder/build"),
            post("/update"));

    private static Route get(String path) {
        return new Route(HandlerType.GET, path);
    }

    private static Route post(String path) {
        return new Route(HandlerType.POST, path);
    }

    private static Route delete(String path) {
        return new Route(HandlerType.DELETE, path);
    }

    @Override
    public void on(RoutesConfig routes) {
        ROUTES.forEach(route -> routes.addHttpHandler(route.method(), route.path(), Unserved::refuse));
    }

    private static void refuse(Context context) {
        Answer.error(
                context,
                HttpStatus.NOT_IMPLEMENTED,
                context.method() + " " + context.path() + " is not served by this agent yet");
    }
}
