package io.chantier.deployment.edge;

import io.chantier.deployment.edge.Contents.Index;
import io.chantier.deployment.edge.Notices.Notice;
import io.chantier.ingress.Pool;
import io.chantier.storage.Release;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the site by its host and the file by its path. What is in memory is answered on the thread that read the
 * request; what has to be read from the blobs goes to a virtual thread.
 */
final class EdgeHandler extends Handler.Abstract.NonBlocking {

    private static final Logger log = LoggerFactory.getLogger(EdgeHandler.class);
    private static final String INDEX = "index.html";
    private static final String NOT_FOUND = "404.html";

    private final Routes routes;
    private final Contents contents;
    private final Sketches sketches;
    private final Reply reply;
    private final PassOn passing;

    EdgeHandler(Routes routes, Answers answers) {
        this.routes = routes;
        this.contents = answers.contents();
        this.sketches = answers.sketches();
        this.reply = answers.reply();
        this.passing = answers.passing();
    }

    /** Where answers come from. */
    record Answers(Contents contents, Sketches sketches, Reply reply, PassOn passing) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var exchange = new Exchange(request, response, callback);
        var route = routes.find(Request.getServerName(request));
        boolean isPassed = route != null && route.kind() == Route.Kind.PASSED;
        var method = request.getMethod();
        if (!isPassed && !method.equals("GET") && !method.equals("HEAD")) {
            reply.notAllowed(exchange);
            return true;
        }
        if (route == null) {
            if (asksForHealth(request)) reply.health(exchange, routes.areKnown());
            else reply.notice(exchange, Route.Kind.LIVE, Notice.UNKNOWN);
            return true;
        }
        switch (route.kind()) {
            case SUSPENDED -> reply.notice(exchange, route.kind(), Notice.SUSPENDED);
            case ARCHIVED -> reply.notice(exchange, route.kind(), Notice.ARCHIVED);
            case LIVE -> serve(exchange, route);
            case PASSED -> passing.pass(exchange, route);
            case MOVED -> reply.moved(exchange, route.kind(), underItsName(request, route));
            case PREVIEW -> {
                if (!sketch(exchange, route)) serve(exchange, route);
            }
        }
        return true;
    }

    /** The same path and query; what a visitor sent is appended to an address of ours and can change nothing in it. */
    private static String underItsName(Request request, Route route) {
        return route.leadsTo() + request.getHttpURI().getPathQuery();
    }

    /** A proxy asks by the address of this server, under which there is no site. */
    private static boolean asksForHealth(Request request) {
        return request.getHttpURI().getCanonicalPath().equals(Pool.Health.EDGE.path());
    }

    private boolean sketch(Exchange exchange, Route route) {
        var path = exchange.request().getHttpURI().getCanonicalPath();
        var page = Sketches.isOne(path) ? sketches.find(route.site(), path) : Optional.<byte[]>empty();
        page.ifPresent(found -> reply.page(exchange, route.kind(), found));
        return page.isPresent();
    }

    private void serve(Exchange exchange, Route route) {
        var release = route.release();
        if (release == null) {
            reply.notice(exchange, route.kind(), Notice.EMPTY);
            return;
        }
        var index = contents.indexNow(release);
        if (index == null || !answer(exchange, route, index, false)) {
            Thread.ofVirtual().start(() -> {
                try {
                    answer(exchange, route, contents.index(release), true);
                } catch (RuntimeException | OutOfMemoryError e) {
                    // A visitor gets an answer also where memory for the file is lacking.
                    log.warn("Cannot read what is asked for: {}", e.toString());
                    reply.notice(exchange, route.kind(), Notice.TROUBLE);
                }
            });
        }
    }

    /** Answers, unless that needs reading and reading is not allowed: then false, and nothing was sent. */
    private boolean answer(Exchange exchange, Route route, Index index, boolean mayRead) {
        var asked = exchange.request().getHttpURI().getCanonicalPath();
        var path = route.kind() == Route.Kind.PREVIEW ? Sketches.pageOf(asked) : asked;
        var query = exchange.request().getHttpURI().getQuery();
        var moved = Redirects.exact(index.redirects(), path, query);
        if (moved.isPresent()) {
            reply.moved(exchange, route.kind(), moved.get());
            return true;
        }
        var file = fileOf(path);
        var entry = file == null ? null : index.files().get(file);
        if (file != null && entry != null) return send(exchange, route, new Found(file, entry, 200), mayRead);
        if (file != null && Reply.isKeptForGood(file) && !route.before().isEmpty()) {
            if (!mayRead) return false;
            var earlier = earlier(route, file);
            // Its files may have been swept away since; then it is simply not there any more.
            var body = earlier == null ? null : contents.body(earlier);
            if (earlier != null && body != null) {
                reply.file(exchange, route.kind(), new Found(file, earlier, 200), body);
                return true;
            }
        }
        var elsewhere = elsewhere(index, path).map(to -> Redirects.withQuery(to, query));
        if (elsewhere.isEmpty()) elsewhere = Redirects.ofPath(index.redirects(), path, query);
        if (elsewhere.isPresent()) {
            reply.moved(exchange, route.kind(), elsewhere.get());
            return true;
        }
        for (var name : List.of(nearest(path), NOT_FOUND)) {
            var notFound = index.files().get(name);
            if (notFound != null) return send(exchange, route, new Found(name, notFound, 404), mayRead);
        }
        reply.notice(exchange, route.kind(), Notice.MISSING);
        return true;
    }

    /**
     * A part of a page that a visitor got just before a newer release came: its name is made of its content, so it is the
     * right one whichever release it is from.
     */
    private Release.@Nullable Entry earlier(Route route, String file) {
        return route.stillAskedFor(Instant.now())
                .flatMap(release ->
                        Stream.ofNullable(contents.index(release).files().get(file)))
                .findFirst()
                .orElse(null);
    }

    /** A further language has a page of its own for what is not there. */
    private static String nearest(String path) {
        var end = path.indexOf('/', 1);
        return end < 0 ? NOT_FOUND : path.substring(1, end + 1) + NOT_FOUND;
    }

    /** The file behind a path of a site; null for one that has a shorter name. */
    static @Nullable String fileOf(String path) {
        if (path.endsWith("/")) return path.substring(1) + INDEX;
        return path.endsWith("/" + INDEX) ? null : path.substring(1);
    }

    /** A file of a release and the status that it is sent with. */
    record Found(String path, Release.Entry entry, int status) {}

    private boolean send(Exchange exchange, Route route, Found found, boolean mayRead) {
        var body = mayRead ? contents.body(found.entry()) : contents.bodyNow(found.entry());
        if (body == null && !mayRead) return false;
        if (body == null) reply.notice(exchange, route.kind(), Notice.TROUBLE);
        else reply.file(exchange, route.kind(), found, body);
        return true;
    }

    /** Folders end with a slash, and their index has no name of its own. */
    private static Optional<String> elsewhere(Index index, String path) {
        if (path.endsWith("/" + INDEX)) {
            var folder = path.substring(0, path.length() - INDEX.length());
            return index.files().containsKey(path.substring(1)) ? Optional.of(folder) : Optional.empty();
        }
        if (path.endsWith("/")) return Optional.empty();
        return index.files().containsKey(path.substring(1) + "/" + INDEX) ? Optional.of(path + "/") : Optional.empty();
    }

    /** A request and the two things needed to answer it. */
    record Exchange(Request request, Response response, Callback callback) {}
}
