package io.chantier.checks;

import io.chantier.languages.Translation;
import io.chantier.reading.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A candidate, parsed once for all checks. */
final class Examined {

    static final String SITE = "data/site.json";
    static final String CONTENT = "data/content.json";
    static final String TOKENS = "design-tokens.json";
    static final String PROVENANCE = "data/provenance.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Candidate candidate;
    private final Function<Source, Statements> sources;
    private final Map<String, JsonNode> json = new TreeMap<>();
    private final List<String> broken = new ArrayList<>();
    private final SortedMap<String, Document> pages = new TreeMap<>();
    private @Nullable List<Said> said;
    private @Nullable Evidence evidence;
    private @Nullable Pointers pointers;
    private @Nullable Versions versions;

    private Examined(Candidate candidate, Function<Source, Statements> sources) {
        this.candidate = candidate;
        this.sources = sources;
    }

    static Examined of(Candidate candidate) {
        return of(candidate, candidate.files().keySet(), Statements::of);
    }

    /**
     * @param files the pages to look at; the others are only known to be there
     * @param sources what a source states
     */
    static Examined of(Candidate candidate, Collection<String> files, Function<Source, Statements> sources) {
        var examined = new Examined(candidate, sources);
        candidate.data().forEach(examined::read);
        candidate.files().forEach((path, bytes) -> {
            if (path.endsWith(".html") && files.contains(path)) examined.pages.put(address(path), parsed(bytes));
        });
        return examined;
    }

    Candidate candidate() {
        return candidate;
    }

    /** The data files that are JSON, by path; those that are none are {@link #broken}. */
    Map<String, JsonNode> json() {
        return json;
    }

    List<String> broken() {
        return broken;
    }

    /** Whether a visitor who asks for this path gets something. */
    boolean isServed(String path) {
        var file = path.substring(1);
        return candidate.files().containsKey(path.endsWith("/") ? file + "index.html" : file);
    }

    /** Whether there is nothing but data. */
    boolean isBare() {
        return candidate.files().isEmpty();
    }

    /** The HTML files to look at, by the path a visitor asks for ({@code /services/}, {@code /404.html}). */
    SortedMap<String, Document> pages() {
        return pages;
    }

    /** Everything the pages say. */
    List<Said> said() {
        var known = said;
        if (known == null) said = known = List.copyOf(Said.by(this));
        return known;
    }

    /** What may be stated. */
    Evidence evidence() {
        var known = evidence;
        var allowed = candidate.evidence();
        if (known == null) evidence = known = new Evidence(allowed, sources.apply(allowed.source()));
        return known;
    }

    /** The site in its further languages. */
    Versions versions() {
        var known = versions;
        if (known == null) versions = known = new Versions(Translation.all(candidate.data(), Map.of()));
        return known;
    }

    Pointers pointers() {
        var known = pointers;
        if (known == null) pointers = known = new Pointers(this);
        return known;
    }

    /** What a visitor asks for to get this file. */
    static String address(String file) {
        if (file.equals("index.html")) return "/";
        return file.endsWith("/index.html")
                ? "/" + file.substring(0, file.length() - "index.html".length())
                : "/" + file;
    }

    private void read(String path, byte[] bytes) {
        if (!path.endsWith(".json")) return;
        try {
            json.put(path, JSON.readTree(bytes));
        } catch (JacksonException e) {
            broken.add(path);
        }
    }

    static String text(byte[] html) {
        return new String(html, StandardCharsets.UTF_8);
    }

    private static Document parsed(byte[] html) {
        return Jsoup.parse(text(html), "http://site.invalid/");
    }
}
