package io.chantier.deployment.edge;

import io.chantier.deployment.edge.EdgeHandler.Exchange;
import io.chantier.deployment.edge.Notices.Notice;
import io.chantier.outbound.Endpoints;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a visitor on to the server that answers for a site, under the name that was asked for: a bench finds its site by it.
 * An upgrade to WebSocket is not passed on; Frappe's pages then poll.
 */
final class PassOn extends ProxyHandler {

    private static final Logger log = LoggerFactory.getLogger(PassOn.class);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A report may take its time. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private static final int MOST_CONNECTIONS = 256;
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String FORWARDED_PROTO = "X-Forwarded-Proto";
    private static final String FORWARDED_HOST = "X-Forwarded-Host";
    private static final String SITE_NAME = "X-Frappe-Site-Name";
    private static final String SERVER = PassOn.class.getName() + ".server";

    private final Reply reply;

    PassOn(Reply reply) {
        this.reply = reply;
    }

    void pass(Exchange exchange, Route route) {
        var server = route.leadsTo();
        if (server == null) throw new IllegalArgumentException("A site on another server without its address");
        var request = exchange.request();
        // Some methods need no path, and what stands there instead could name another server.
        if (!request.getHttpURI().getPathQuery().startsWith("/")) {
            reply.notice(exchange, route.kind(), Notice.MALFORMED);
            return;
        }
        request.setAttribute(SERVER, server);
        // Else the edge would give up a visitor whose answer takes long, before the server does.
        request.addIdleTimeoutListener(_ -> false);
        handle(request, exchange.response(), exchange.callback());
    }

    @Override
    protected void configureHttpClient(HttpClient client) {
        client.setConnectTimeout(CONNECT.toMillis());
        client.setIdleTimeout(SILENCE.toMillis());
        client.setMaxConnectionsPerDestination(MOST_CONNECTIONS);
        client.setUserAgentField(null);
        client.setSocketAddressResolver(Endpoints.resolver());
    }

    @Override
    protected HttpURI rewriteHttpURI(Request request) {
        return HttpURI.build()
                .scheme(server(request).getScheme())
                .host(server(request).getHost())
                .port(server(request).getPort())
                .pathQuery(request.getHttpURI().getPathQuery());
    }

    private static URI server(Request request) {
        return (URI) Objects.requireNonNull(request.getAttribute(SERVER));
    }

    /** The names that nginx and Frappe know, too; a visitor's own are believed only of a proxy on this machine. */
    @Override
    protected void addProxyHeaders(Request asked, org.eclipse.jetty.client.Request passed) {
        super.addProxyHeaders(asked, passed);
        var from = Request.getRemoteAddr(asked);
        var given = asked.getHeaders();
        boolean isOurProxy = isThisMachine(asked);
        var before = isOurProxy ? given.get(FORWARDED_FOR) : null;
        var proto = isOurProxy ? given.get(FORWARDED_PROTO) : null;
        passed.headers(fields -> fields.put(FORWARDED_FOR, before == null ? from : before + ", " + from)
                .put(FORWARDED_PROTO, proto == null ? asked.getHttpURI().getScheme() : proto)
                .put(FORWARDED_HOST, given.get(HttpHeader.HOST))
                // By it a visitor could choose another site of the same bench.
                .remove(SITE_NAME));
    }

    private static boolean isThisMachine(Request asked) {
        return asked.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress remote
                && remote.getAddress() != null
                && remote.getAddress().isLoopbackAddress();
    }

    /** What a server says of its own software is nobody's business. */
    @Override
    protected @Nullable HttpField filterServerToProxyResponseField(HttpField field) {
        return field.getHeader() == HttpHeader.SERVER || field.getHeader() == HttpHeader.X_POWERED_BY ? null : field;
    }

    @Override
    protected void onServerToProxyResponseFailure(
            Request asked,
            org.eclipse.jetty.client.Request passed,
            org.eclipse.jetty.client.@Nullable Response answer,
            Response response,
            Callback callback,
            Throwable failure) {
        if (response.isCommitted()) {
            callback.failed(failure);
            return;
        }
        log.warn(
                "{} did not answer {}: {}",
                asked.getAttribute(SERVER),
                Request.getServerName(asked),
                failure.toString());
        response.reset();
        reply.notice(
                new Exchange(asked, response, callback),
                Route.Kind.LIVE,
                failure instanceof TimeoutException ? Notice.SLOW : Notice.AWAY);
    }
}
