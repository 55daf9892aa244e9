package io.chantier.agent;

import io.chantier.protocol.AgentError;
import io.chantier.protocol.Wire;
import io.javalin.Javalin;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** The HTTP server below the routes. What it refuses itself, such as headers that are too big, it refuses in JSON too. */
final class AgentServer {

    static final int MOST_HEADER_BYTES = 16 * 1024;

    private AgentServer() {}

    static Javalin start(String bind, int port, AgentRoutes routes) {
        var http = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.jetty.modifyHttpConfiguration(jetty -> jetty.setRequestHeaderSize(MOST_HEADER_BYTES));
            config.jetty.modifyServer(server -> server.setErrorHandler(new InJson()));
            routes.on(config.routes);
        });
        return http.start(bind, port);
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
