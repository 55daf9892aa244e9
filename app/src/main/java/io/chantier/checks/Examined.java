package io.chantier.checks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A candidate, parsed once for all checks.
 *
 * @param json the data files that are JSON, by path; those that are none are missing and the schemas' check says so
 * @param pages the HTML files by the path a visitor asks for ({@code /services/}, {@code /404.html})
 */
record Examined(
        Candidate candidate, Map<String, JsonNode> json, SortedMap<String, Document> pages, List<String> broken) {

    static final String SITE = "data/site.json";
    static final String CONTENT = "data/content.json";
    static final String TOKENS = "design-tokens.json";
    static final String PROVENANCE = "data/provenance.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Examined of(Candidate candidate) {
        var json = new TreeMap<String, JsonNode>();
        var broken = new java.util.ArrayList<String>();
        candidate.data().forEach((path, bytes) -> {
            if (!path.endsWith(".json")) return;
            try {
                json.put(path, JSON.readTree(bytes));
            } catch (JacksonException e) {
                broken.add(path);
            }
        });
        var pages = new TreeMap<String, Document>();
        candidate.files().forEach((path, bytes) -> {
            if (path.endsWith(".html"))
                pages.put(
                        address(path), Jsoup.parse(new String(bytes, StandardCharsets.UTF_8), "http://site.invalid/"));
        });
        return new Examined(candidate, json, pages, broken);
    }

    /** What a visitor asks for to get this file. */
    static String address(String file) {
        if (file.equals("index.html")) return "/";
        return file.endsWith("/index.html")
                ? "/" + file.substring(0, file.length() - "index.html".length())
                : "/" + file;
    }
}
