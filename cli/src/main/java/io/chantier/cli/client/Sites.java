package io.chantier.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The sites of a Chantier and what can be asked for them. */
public record Sites(Api api) {

    public JsonNode create(Map<String, ?> wish) throws IOException, InterruptedException {
        return api.post("/api/sites", wish);
    }

    /** All of them, page by page. */
    public List<JsonNode> list() throws IOException, InterruptedException {
        var sites = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = api.get("/api/sites" + (cursor.isEmpty() ? "" : "?cursor=" + cursor));
            var items = page.isArray() ? page : page.path("items");
            items.forEach(sites::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return sites;
    }

    public JsonNode find(String slug) throws IOException, InterruptedException {
        return api.get(path(slug));
    }

    /** Starts generate, deploy or archive; the answer carries the job. */
    public JsonNode start(String slug, String verb) throws IOException, InterruptedException {
        return api.post(path(slug) + "/" + verb, Map.of());
    }

    public JsonNode logs(String slug) throws IOException, InterruptedException {
        return api.get(path(slug) + "/logs");
    }

    public InputStream followLogs(String slug) throws IOException, InterruptedException {
        return api.events(path(slug) + "/logs");
    }

    public void export(String slug, Path file) throws IOException, InterruptedException {
        api.download(path(slug) + "/export", file);
    }

    public JsonNode job(String id) throws IOException, InterruptedException {
        return api.get("/api/jobs/" + id);
    }

    private static String path(String slug) {
        return "/api/sites/" + java.net.URLEncoder.encode(slug, java.nio.charset.StandardCharsets.UTF_8);
    }
}
