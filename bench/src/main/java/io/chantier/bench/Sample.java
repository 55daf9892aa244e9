package io.chantier.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The content of one of the template's sample businesses, from which many different sites can be made. */
record Sample(String name, JsonNode site, JsonNode content, JsonNode tokens) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern PICTURE = Pattern.compile("\"image\":\"([0-9a-f]{12})\"");

    static Sample read(String folder) throws IOException {
        var place = Installation.template().resolve("samples").resolve(folder);
        var site = JSON.readTree(read(place, "data/site.json"));
        var content = JSON.readTree(read(place, "data/content.json"));
        return new Sample(
                site.path("name").asString(""), site, content, JSON.readTree(read(place, "design-tokens.json")));
    }

    private static byte[] read(Path place, String file) throws IOException {
        return Files.readAllBytes(place.resolve(file));
    }

    /** The pictures that the content names, in the order of their names. */
    List<String> pictures() {
        var found = new TreeSet<String>();
        PICTURE.matcher(content.toString()).results().forEach(match -> found.add(match.group(1)));
        return List.copyOf(found);
    }

    /**
     * A revision of another business of the same trade.
     *
     * @param own the ids of its own pictures, one for each of {@link #pictures}
     */
    SortedMap<String, byte[]> revision(String business, List<String> own) {
        var text = content.toString().replace(name, business);
        var pictures = pictures();
        for (int i = 0; i < pictures.size(); i++) text = text.replace(pictures.get(i), own.get(i));
        var files = new TreeMap<String, byte[]>();
        files.put("data/site.json", site.toString().replace(name, business).getBytes(StandardCharsets.UTF_8));
        files.put("data/content.json", text.getBytes(StandardCharsets.UTF_8));
        files.put("design-tokens.json", tokens.toString().getBytes(StandardCharsets.UTF_8));
        return files;
    }

    /** The same content with one sentence changed: what an edit in the dashboard sends. */
    static SortedMap<String, byte[]> edited(SortedMap<String, byte[]> revision, String sentence) {
        var files = new TreeMap<>(revision);
        var content = JSON.readTree(files.getOrDefault("data/content.json", new byte[0]));
        ((ObjectNode) content.path("pages").path(0)).put("description", sentence);
        files.put("data/content.json", JSON.writeValueAsBytes(content));
        return files;
    }
}
