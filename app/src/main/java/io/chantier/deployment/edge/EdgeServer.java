package io.chantier.deployment.edge;

import io.chantier.deployment.EdgeSettings;
import io.chantier.deployment.PublishedSites;
import io.chantier.ingress.CustomNames;
import io.chantier.ingress.HostedSites;
import io.chantier.ingress.Naming;
import io.chantier.storage.Blobs;
import io.chantier.storage.ReleasePointers;
import io.chantier.storage.Releases;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves every live site by its host name. Starts when the database is there; stops last. */
public final class EdgeServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EdgeServer.class);
    private static final int MOST_HEADER_BYTES = 16 << 10;
    private static final long IDLE_MILLIS = 30_000;

    private final Server server;
    private final ServerConnector connector;
    private final Routes routes;
    private final RouteListener listener;
    private final Contents contents;
    private final Sketches sketches = new Sketches();
    private volatile Supplier<String> dashboard = () -> "";

    /** Where what is served comes from. */
    public record Sources(DataSource database, RouteSources routes, Releases releases, Blobs blobs) {}

    /** What says which name leads to which release. */
    public record RouteSources(
            PublishedSites sites, ReleasePointers pointers, CustomNames customers, List<HostedSites> hosted) {}

    public EdgeServer(EdgeSettings settings, Naming names, Sources sources, String bind) {
        this.routes = new Routes(sources.routes(), names);
        this.contents = new Contents(sources.releases(), sources.blobs(), settings.cacheMegabytes());
        this.listener = new RouteListener(sources.database(), routes);
        var threads = new QueuedThreadPool(16, 4);
        threads.setName("edge");
        threads.setDaemon(true);
        this.server = new Server(threads);
        var reply = new Reply(new SecurityHeaders(() -> settings.frameAncestor() + dashboard.get()), new Notices());
        this.connector = connector(settings.port(), bind, new QuickAnswers(routes, contents, reply));
        server.addConnector(connector);
        var passing = new PassOn(reply);
        passing.setServer(server);
        server.addBean(passing);
        server.setHandler(new EdgeHandler(routes, new EdgeHandler.Answers(contents, sketches, reply, passing)));
    }

    /** Lets previews be framed by this address as well, which is asked for with each preview. */
    public void framedBy(Supplier<URI> address) {
        this.dashboard = () -> " " + address.get();
    }

    /** @throws IllegalStateException when the port is taken */
    public void start() {
        // Else the first visitors after a start would be told that there is no such site.
        listener.readAtOnce();
        listener.start();
        try {
            server.start();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "The edge cannot listen on port " + connector.getPort() + ": " + e.getMessage()
                            + ". Free it, or choose another with --edge-port.",
                    e);
        }
        log.info("The edge listens on {}", address());
    }

    /** Serves what is known of a site now, without waiting for the news of it. */
    public void hear(UUID site) {
        routes.reload(site);
    }

    /**
     * Shows a page for a minute under the preview of a site, to whoever knows the path; no longer than the next few.
     *
     * @param at the path of the page
     * @return the path of the sketch; empty for a page of more than a megabyte
     */
    public Optional<String> sketch(UUID site, String at, byte[] page) {
        return sketches.keep(site, at, page);
    }

    /** Where it listens. */
    public URI address() {
        var host = connector.getHost() == null || connector.getHost().equals("0.0.0.0")
                ? "127.0.0.1"
                : connector.getHost();
        return URI.create("http://" + host + ":" + port());
    }

    public int port() {
        return connector.getLocalPort();
    }

    /** The bytes that files of sites take in memory. */
    public long memory() {
        return contents.weight();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
        listener.close();
    }

    private ServerConnector connector(int port, String bind, QuickAnswers answers) {
        var http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(MOST_HEADER_BYTES);
        var selectors = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var general = new HttpConnectionFactory(http);
        var made = new ServerConnector(server, 1, selectors, new QuickConnection.Factory(answers, general), general);
        made.setHost(bind);
        made.setPort(port);
        made.setIdleTimeout(IDLE_MILLIS);
        made.setAcceptQueueSize(1024);
        return made;
    }
}
