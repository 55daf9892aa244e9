package io.chantier.cli.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The sites of a Chantier and what can be asked for them. */
public record Sites(Api api) {

    public JsonNode create(JsonNode wish) throws IOException, InterruptedException {
        return api.post("/api/sites", wish);
    }

    /** Sends a picture of the site; those that are sent first are shown first. */
    public JsonNode addPicture(String slug, Path file) throws IOException, InterruptedException {
        return api.upload(path(slug) + "/pictures", file);
    }

    /** All of them, page by page. */
    public List<JsonNode> list() throws IOException, InterruptedException {
        var sites = new ArrayList<JsonNode>();
        var cursor = "";
        do {
            var page = api.get("/api/sites" + (cursor.isEmpty() ? "" : "?cursor=" + encoded(cursor)));
            var items = page.isArray() ? page : page.path("items");
            items.forEach(sites::add);
            cursor = page.path("next").asString("");
        } while (!cursor.isEmpty());
        return sites;
    }

    public JsonNode find(String slug) throws IOException, InterruptedException {
        return api.get(path(slug));
    }

    public void archive(String slug) throws IOException, InterruptedException {
        api.post(path(slug) + "/archive", JsonNodeFactory.instance.objectNode());
    }

    public void bringBack(String slug) throws IOException, InterruptedException {
        api.delete(path(slug) + "/archive");
    }

    /** Starts generate or deploy; the answer carries the job. */
    public JsonNode start(String slug, String verb) throws IOException, InterruptedException {
        return api.post(path(slug) + "/" + verb, JsonNodeFactory.instance.objectNode());
    }

    /** Starts generate; texts that people wrote by hand are kept, unless they are to be replaced, too. */
    public JsonNode generate(String slug, boolean replaceEdits) throws IOException, InterruptedException {
        return api.post(
                path(slug) + "/generate", JsonNodeFactory.instance.objectNode().put("replaceEdits", replaceEdits));
    }

    /** Sends a list of addresses; each becomes a draft, and a job where the goal asks for one. */
    public JsonNode importList(Path file, String goal, String tag) throws IOException, InterruptedException {
        var query = "?goal=" + goal + (tag.isEmpty() ? "" : "&tag=" + encoded(tag));
        return api.upload("/api/sites/imports" + query, file);
    }

    /** Orders the same thing for many sites. */
    public JsonNode bulk(JsonNode order) throws IOException, InterruptedException {
        return api.post("/api/sites/bulk", order);
    }

    /** The list as a table for spreadsheets. */
    public void table(Path file) throws IOException, InterruptedException {
        api.download("/api/sites/list.csv", file);
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

    /**
     * Saves before and after on one card: HTML where the file's name says so or the server can take no picture, else PNG.
     *
     * @return the file, whose ending is that of what came
     */
    public Path card(String slug, Path file) throws IOException, InterruptedException {
        var name = file.toString();
        var accept = name.endsWith(".html") ? "text/html" : "image/png, text/html";
        return api.download(path(slug) + "/card", accept, type -> {
            var ending = type.startsWith("text/html") ? ".html" : ".png";
            return Path.of(name.replaceFirst("\\.(?:png|html)$", "") + ending);
        });
    }

    /** Sets values by their JSON Pointers; null takes one away. */
    public JsonNode edit(String slug, JsonNode values) throws IOException, InterruptedException {
        return api.patch(path(slug) + "/content", values);
    }

    /**
     * Goes one change back ({@code undo}) or forward ({@code redo}).
     *
     * @param seen the revision from which; where another is the newest nothing is done. Empty for whichever is
     */
    public JsonNode step(String slug, String way, Optional<String> seen) throws IOException, InterruptedException {
        var nothing = JsonNodeFactory.instance.objectNode();
        var where = path(slug) + "/" + way;
        return seen.isPresent() ? api.postIfAt(seen.get(), where, nothing) : api.post(where, nothing);
    }

    public JsonNode job(String id) throws IOException, InterruptedException {
        return api.get("/api/jobs/" + id);
    }

    private static String path(String slug) {
        return "/api/sites/" + encoded(slug);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
