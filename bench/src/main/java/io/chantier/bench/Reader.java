package io.chantier.bench;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the dashboard, signed in as the operator. */
final class Reader {

    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    private final URI base;

    private Reader(URI base) {
        this.base = base;
    }

    static Reader signedIn(Installation installation) throws IOException, InterruptedException {
        var reader = new Reader(URI.create("http://localhost:" + installation.port()));
        var form = reader.get("/sign-in").body();
        var answer = reader.post("/sign-in", form, Map.of("username", "admin", "password", Installation.PASSWORD));
        if (answer.statusCode() != 302) throw new IllegalStateException("Not signed in: " + answer.statusCode());
        return reader;
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), BodyHandlers.ofString());
    }

    /** @param page where the form stands, as it was read */
    HttpResponse<String> post(String path, String page, Map<String, String> fields)
            throws IOException, InterruptedException {
        var csrf = CSRF.matcher(page);
        if (!csrf.find()) throw new IllegalStateException("There is no form for " + path);
        var all = new TreeMap<>(fields);
        all.put("_csrf", csrf.group(1));
        var body = all.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        var request = HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
