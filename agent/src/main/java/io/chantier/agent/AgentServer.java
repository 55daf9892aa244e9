package io.chantier.agent;

import io.chantier.protocol.AgentError;
import io.chantier.protocol.Wire;
import io.javalin.Javalin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server below the routes. What it refuses itself, such as headers that are too big, it refuses in JSON too. */
final class AgentServer {

    private static final Logger LOG = LoggerFactory.getLogger(AgentServer.class);
    static final int MOST_HEADER_BYTES = 16 * 1024;

    private static final Duration RENEWED_WITHIN = Duration.ofMinutes(1);

    static {
        // Jetty sizes its queues by this and would start all of JMX to learn it: a tenth of the agent's start.
        System.getProperties().putIfAbsent("org.eclipse.jetty.util.referencesPerCacheLine", "16");
    }

    private AgentServer() {}

    /** Has another core load the server's classes while this one opens the journal: a sixth of a first start. */
    static void loadAhead() {
        Thread.ofPlatform().daemon().name("load-ahead").start(() -> {
            try {
                answerNobody();
            } catch (Exception e) {
                LOG.debug("The server's classes are loaded when they are needed", e);
            }
        });
    }

    /** What a server without a port says to its one request. */
    static String answerNobody() throws Exception {
        var http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.addConnector((server, _) -> new LocalConnector(server));
            config.routes.get("/", request -> request.result(Wire.write(AgentError.of("nobody asked"))));
        });
        try {
            var connector = http.start().jettyServer().server().getBean(LocalConnector.class);
            return connector.getResponse("GET / HTTP/1.1\r\nHost: nobody\r\nConnection: close\r\n\r\n");
        } finally {
            http.stop();
        }
    }

    static Javalin start(String bind, int port, AgentRoutes routes) {
        return start(bind, port, Optional.empty(), routes);
    }

    /** @param certificates for HTTPS; plain HTTP where there is none */
    static Javalin start(String bind, int port, Optional<Certificates> certificates, AgentRoutes routes) {
        return start(bind, port, certificates, RENEWED_WITHIN, routes);
    }

    static Javalin start(
            String bind, int port, Optional<Certificates> certificates, Duration renewedWithin, AgentRoutes routes) {
        var http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.modifyHttpConfiguration(jetty -> jetty.setRequestHeaderSize(MOST_HEADER_BYTES));
            config.jetty.modifyServer(server -> {
                server.setErrorHandler(new InJson());
                server.setHandler(new BelowAgent());
            });
            certificates.ifPresent(given -> config.jetty.addConnector((server, jetty) -> {
                var connector = secure(server, jetty, given, renewedWithin);
                connector.setHost(bind);
                connector.setPort(port);
                return connector;
            }));
            routes.on(config.routes);
        });
        return http.start(bind, port);
    }

    private static ServerConnector secure(
            Server server, HttpConfiguration plain, Certificates certificates, Duration renewedWithin) {
        var jetty = new HttpConfiguration(plain);
        // Whoever pins the certificate asks for the agent by whatever address reaches it.
        jetty.addCustomizer(new SecureRequestCustomizer(false));
        var tls = new SslContextFactory.Server();
        tls.setKeyStore(certificates.store());
        tls.setKeyManagerPassword("");
        server.addBean(new Renewal(tls, certificates, renewedWithin));
        return new ServerConnector(
                server,
                new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()),
                new HttpConnectionFactory(jetty));
    }

    /** A stock client asks below {@code /agent/}, where the proxy of a stock agent takes that away. */
    private static final class BelowAgent extends Handler.Wrapper {

        private static final String PREFIX = "/agent/";

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            var uri = request.getHttpURI();
            var path = uri.getPath();
            if (path == null || !path.startsWith(PREFIX)) {
                return super.handle(request, response, callback);
            }
            var below =
                    HttpURI.build(uri).path(path.substring(PREFIX.length() - 1)).asImmutable();
            return super.handle(Request.serveAs(request, below), response, callback);
        }
    }

    private static final class InJson extends ErrorHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
            var line = "The request is refused: " + HttpStatus.getMessage(response.getStatus());
            var json = Wire.write(AgentError.of(line)).getBytes(StandardCharsets.UTF_8);
            response.write(true, ByteBuffer.wrap(json), callback);
            return true;
        }
    }
}
