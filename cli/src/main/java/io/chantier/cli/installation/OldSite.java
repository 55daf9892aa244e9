package io.chantier.cli.installation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/** Serves the old site that comes with the app, on loopback, as the demonstration's source. */
public final class OldSite {

    /** Whose site it is. */
    public static final String NAME = "Menuiserie Kerdoncuff";

    private static final String FOLDER = "demo/";

    private final Map<String, byte[]> files;

    private OldSite(Map<String, byte[]> files) {
        this.files = files;
    }

    /** A process of its own: {@code <app jar> <port>}. */
    public static void main(String[] args) throws IOException {
        var site = in(Path.of(args[0]));
        var address = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(args[1]));
        var server = HttpServer.create(address, 0);
        server.createContext("/", site::answer);
        server.start();
    }

    /** Whether this jar brings an old site. */
    static boolean isIn(Path jar) throws IOException {
        return !in(jar).files.isEmpty();
    }

    static OldSite in(Path jar) throws IOException {
        var files = new HashMap<String, byte[]>();
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : zip.stream().filter(e -> !e.isDirectory()).toList()) {
                var name = entry.getName().replaceFirst("^BOOT-INF/classes/", "");
                if (name.startsWith(FOLDER)) {
                    files.put(
                            name.substring(FOLDER.length() - 1),
                            zip.getInputStream(entry).readAllBytes());
                }
            }
        }
        return new OldSite(files);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            var name = path.endsWith("/") ? path + index(path) : path;
            var body = files.get(name);
            if (body == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            var type = type(name);
            if (!type.isEmpty()) {
                exchange.getResponseHeaders().set("Content-Type", type);
            }
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(200, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private String index(String folder) {
        return files.containsKey(folder + "index.htm") ? "index.htm" : "index.html";
    }

    // No charset: servers of that time sent none, and the pages say theirs.
    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "html", "htm" -> "text/html";
            case "css" -> "text/css";
            case "js" -> "text/javascript";
            case "gif" -> "image/gif";
            case "png" -> "image/png";
            case "jpg", "jpeg" -> "image/jpeg";
            case "txt" -> "text/plain";
            case "xml" -> "text/xml";
            default -> "";
        };
    }
}
