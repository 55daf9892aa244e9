package io.chantier.languages;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The texts of one further language, as a revision keeps them: each with the text that it was translated from, so that what
 * is moved takes its translation along and what is changed is known to be out of date.
 */
public final class Catalog {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String language;
    private final SortedMap<String, Entry> entries = new TreeMap<>();

    private Catalog(String language) {
        this.language = language;
    }

    /**
     * @param at the place of the text that it was translated from, when it was
     * @param from that text
     */
    public record Entry(String at, String from, String text, By by) {}

    /**
     * Who wrote it: an author in a job, or a person.
     *
     * @param author its name; empty for a person
     * @param person their name; empty for an author
     * @param when null where nobody noted it
     */
    public record By(
            String author,
            String model,
            String job,
            String person,
            @Nullable Instant when) {

        public static By person(String name, Instant when) {
            return new By("", "", "", name, when);
        }

        public static By author(String name, String model, String job, Instant when) {
            return new By(name, model, job, "", when);
        }

        public boolean isPerson() {
            return !person.isEmpty();
        }

        private static By read(JsonNode node) {
            var when = node.path("when").asString("");
            return new By(
                    node.path("author").asString(""),
                    node.path("model").asString(""),
                    node.path("job").asString(""),
                    node.path("person").asString(""),
                    when.isEmpty() ? null : Instant.parse(when));
        }

        private void write(ObjectNode node) {
            if (!author.isEmpty()) node.put("author", author);
            if (!model.isEmpty()) node.put("model", model);
            if (!job.isEmpty()) node.put("job", job);
            if (!person.isEmpty()) node.put("person", person);
            if (when != null) node.put("when", when.toString());
        }
    }

    /** An empty one for a language that a site has not yet. */
    public static Catalog empty(String language) {
        return new Catalog(language);
    }

    /** That of a revision; empty where it has none. */
    public static Catalog of(SortedMap<String, byte[]> files, String language) {
        var catalog = new Catalog(language);
        for (var node : MainText.read(files, SiteLanguages.file(language)).path("texts")) {
            catalog.put(new Entry(
                    node.path("at").asString(""),
                    node.path("from").asString(""),
                    node.path("text").asString(""),
                    By.read(node.path("by"))));
        }
        return catalog;
    }

    public String language() {
        return language;
    }

    public Iterable<Entry> entries() {
        return entries.values();
    }

    public Optional<Entry> at(String place) {
        return Optional.ofNullable(entries.get(place));
    }

    /** Whether it holds the same. */
    public boolean isAs(Catalog other) {
        return entries.equals(other.entries);
    }

    public void put(Entry entry) {
        entries.put(entry.at(), entry);
    }

    public void remove(String place) {
        entries.remove(place);
    }

    /** The revision's files with this catalog in them. */
    public SortedMap<String, byte[]> in(SortedMap<String, byte[]> files) {
        var file = JSON.createObjectNode().put("version", 1).put("language", language);
        var texts = file.putArray("texts");
        for (var entry : entries.values()) {
            var node = texts.addObject()
                    .put("at", entry.at())
                    .put("from", entry.from())
                    .put("text", entry.text());
            entry.by().write(node.putObject("by"));
        }
        var written = new TreeMap<>(files);
        written.put(SiteLanguages.file(language), JSON.writeValueAsBytes(file));
        return written;
    }
}
