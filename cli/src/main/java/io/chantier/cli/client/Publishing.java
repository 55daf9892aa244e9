package io.chantier.cli.client;

import io.chantier.cli.installation.CliException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Where sites are online, what was there before, and by which names. */
public record Publishing(Api api) {

    /** What the public saw of a site, newest first. */
    public JsonNode releases(String slug) throws IOException, InterruptedException {
        return api.get(site(slug) + "/releases");
    }

    /**
     * Serves an earlier release again.
     *
     * @param wanted the beginning of its digest; empty for the last one before the one that is served, of those that were
     *     seen from outside
     */
    public JsonNode rollBack(String slug, Optional<String> wanted) throws IOException, InterruptedException {
        var all = stream(releases(slug)).toList();
        var now = all.stream()
                .filter(one -> one.path("current").asBoolean(false))
                .map(Publishing::digest)
                .findFirst();
        var earlier = all.stream()
                .filter(one -> wanted.map(digest(one)::startsWith)
                        .orElse(one.path("seen").asBoolean(false)))
                .map(Publishing::digest)
                .filter(digest ->
                        wanted.isPresent() || now.filter(digest::equals).isEmpty())
                .distinct()
                .toList();
        if (earlier.isEmpty()) {
            throw wanted.map(text -> new CliException("rollback.unknown", Map.of("release", text, "slug", slug)))
                    .orElseGet(() -> new CliException("rollback.none", Map.of("slug", slug)));
        }
        if (wanted.isPresent() && earlier.size() > 1) {
            throw new CliException("rollback.several", Map.of("release", wanted.get()));
        }
        return api.put(site(slug) + "/releases/current", Map.of("release", earlier.getFirst()));
    }

    /** The servers of others, and what is known of each. */
    public JsonNode servers() throws IOException, InterruptedException {
        return api.get("/api/settings/servers");
    }

    /** Asks a server whether it works; a {@link Refused} says what is wrong. */
    public JsonNode test(String server) throws IOException, InterruptedException {
        var id = named(servers(), server).path("id").asString("");
        return api.post("/api/settings/servers/" + id + "/test", JsonNodeFactory.instance.objectNode());
    }

    /**
     * Begins to move a site.
     *
     * @param to a server's name or id, or {@code edge}
     * @return with the job; without one where it stands there already
     */
    public JsonNode move(String slug, String to) throws IOException, InterruptedException {
        var place = site(slug) + "/place";
        var id = to.equals("edge") ? to : named(api.get(place), to).path("id").asString("");
        return api.put(place, Map.of("to", id));
    }

    /** The custom names of a site. */
    public JsonNode domains(String slug) throws IOException, InterruptedException {
        return api.get(site(slug) + "/domains");
    }

    public JsonNode addDomain(String slug, String name) throws IOException, InterruptedException {
        return api.post(site(slug) + "/domains", Map.of("name", name));
    }

    public void removeDomain(String slug, String name) throws IOException, InterruptedException {
        api.delete(domain(slug, name));
    }

    /** Asks DNS now whether the name is proved to be the team's. */
    public JsonNode checkDomain(String slug, String name) throws IOException, InterruptedException {
        return api.post(domain(slug, name) + "/check", JsonNodeFactory.instance.objectNode());
    }

    /** Makes the name the one by which the site wants to be known. */
    public JsonNode makePrimary(String slug, String name) throws IOException, InterruptedException {
        return api.put(domain(slug, name) + "/primary", Map.of());
    }

    private static JsonNode named(JsonNode servers, String name) {
        return stream(servers)
                .filter(one -> one.path("name").asString("").equalsIgnoreCase(name)
                        || one.path("id").asString("").equals(name))
                .findFirst()
                .orElseThrow(() -> new CliException("servers.unknown", Map.of("name", name, "known", names(servers))));
    }

    private static String names(JsonNode servers) {
        var names = stream(servers)
                .map(one -> one.path("name").asString(""))
                .filter(name -> !name.isEmpty())
                .toList();
        return names.isEmpty() ? "-" : String.join(", ", names);
    }

    private static String digest(JsonNode release) {
        return release.path("release").asString("");
    }

    /** An array, or the items of a page. */
    public static List<JsonNode> items(JsonNode answer) {
        return stream(answer).toList();
    }

    private static Stream<JsonNode> stream(JsonNode answer) {
        var items = answer.isArray() ? answer : answer.path("items");
        return StreamSupport.stream(items.spliterator(), false);
    }

    private String domain(String slug, String name) throws IOException, InterruptedException {
        var id = stream(domains(slug))
                .filter(one -> one.path("name").asString("").equalsIgnoreCase(name)
                        || one.path("unicode").asString("").equalsIgnoreCase(name))
                .map(one -> one.path("id").asString(""))
                .findFirst()
                .orElseThrow(() -> new CliException("domains.unknown", Map.of("slug", slug, "name", name)));
        return site(slug) + "/domains/" + id;
    }

    private static String site(String slug) {
        return "/api/sites/" + encoded(slug);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
