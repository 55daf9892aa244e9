package io.chantier.preview;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.resolve.DirectoryCodeResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Serves every page with sample matter: {@code /overview?lang=en&theme=dark}. Templates are compiled as they change, so
 * that a page can be worked on without a build. Arguments: port, the folder of the templates.
 */
public final class PagePreview {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self';"
                    + " connect-src 'self'; form-action 'self'; frame-src http:; base-uri 'none'; frame-ancestors 'none'";

    private final TemplateEngine engine;

    private PagePreview(Path templates, Path classes) {
        this.engine = TemplateEngine.create(new DirectoryCodeResolver(templates), classes, ContentType.Html);
    }

    public static void main(String[] arguments) throws IOException {
        var preview = new PagePreview(Path.of(arguments[1]), Path.of(arguments[2]));
        var server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0])), 0);
        server.createContext("/", preview::answer);
        server.start();
        System.out.println("Pages on http://127.0.0.1:" + arguments[0] + "/ : " + SamplePages.names());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var file = resource(path);
            if (file == null) page(exchange, path.substring(1));
            else send(exchange, 200, type(path), file);
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            throw e;
        }
    }

    private void page(HttpExchange exchange, String name) throws IOException {
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        var samples = new SamplePages(
                query.contains("lang=en") ? Locale.ENGLISH : Locale.FRENCH,
                query.contains("theme=dark") ? "dark" : "light",
                engine);
        var page = samples.page(name);
        if (page.isEmpty()) {
            send(exchange, 404, "text/plain", name.getBytes(StandardCharsets.UTF_8));
            return;
        }
        var output = new StringOutput();
        engine.render(page.get().template(), page.get().parameters(), output);
        exchange.getResponseHeaders().add("Content-Security-Policy", POLICY);
        send(exchange, 200, "text/html; charset=utf-8", output.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static byte @org.jspecify.annotations.Nullable [] resource(String path) throws IOException {
        var folder = path.startsWith("/assets/") ? "/static" : "/META-INF/resources";
        if (path.equals("/") || !path.contains(".")) return null;
        try (var stream = PagePreview.class.getResourceAsStream(folder + path)) {
            return stream == null ? null : stream.readAllBytes();
        }
    }

    private static String type(String path) {
        return switch (path.substring(path.lastIndexOf('.') + 1)) {
            case "css" -> "text/css";
            case "js" -> "text/javascript";
            case "svg" -> "image/svg+xml";
            case "woff2" -> "font/woff2";
            default -> "application/octet-stream";
        };
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
