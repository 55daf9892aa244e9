package io.chantier.generation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * What a person asks to be changed of a site, in plain words.
 *
 * @param place a JSON Pointer to what alone may be changed; empty for all of the data
 * @param microUsd what the answer may cost at most, in millionths of a US dollar
 * @param films the videos that were uploaded for the site
 */
public record Wish(String words, String place, long microUsd, List<Film> films) {

    public Wish(String words, long microUsd) {
        this(words, "", microUsd, List.of());
    }

    /** A video by its id, and what a person says it shows. */
    public record Film(String id, String shows) {}

    /** Enough for any change of a site of usual size. */
    public static final long ENOUGH = 100_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What a language model gets to read of it: the wish and the data, as JSON; the legal page is nobody's to rewrite. */
    public String dossier(SortedMap<String, byte[]> files) {
        var dossier = JSON.createObjectNode();
        dossier.put("wish", Dossier.seen(words));
        if (!place.isEmpty()) dossier.put("place", place);
        var site = read(files, DataFiles.SITE);
        dossier.put("language", site.path("language").asString(""));
        dossier.set("site", site);
        var content = read(files, DataFiles.CONTENT);
        if (content.path("pages") instanceof ArrayNode pages) {
            for (var i = 0; i < pages.size(); i++)
                if (isLegal(pages.get(i)))
                    pages.set(i, JSON.createObjectNode().put("kind", "legal").put("fixed", true));
        }
        dossier.set("content", content);
        if (!films.isEmpty()) {
            var videos = dossier.putArray("videos");
            films.forEach(film -> videos.addObject().put("video", film.id()).put("shows", Dossier.seen(film.shows())));
        }
        dossier.set("tokens", read(files, DataFiles.TOKENS));
        return dossier.toString();
    }

    private static boolean isLegal(JsonNode page) {
        return page.path("kind").asString("").equals("legal");
    }

    private static JsonNode read(SortedMap<String, byte[]> files, String path) {
        try {
            return JSON.readTree(files.getOrDefault(path, "{}".getBytes(StandardCharsets.UTF_8)));
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }
}
