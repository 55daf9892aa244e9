package io.chantier.approval;

import io.chantier.editing.Pointer;
import io.chantier.languages.Translation;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The pages of a revision in each of its languages and what they are made of, to point at one of them.
 *
 * @param pages the main language's before those of others
 */
public record Outline(List<PagePart> pages) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** The pages of one language. */
    public record Version(String language, List<PagePart> pages) {}

    /**
     * @param path as visitors call it, that of a further language below its letters
     * @param label in the site's menu
     */
    public record PagePart(String language, String path, String label, List<SectionPart> sections) {

        private Optional<SectionPart> section(Task.Place place) {
            var alike = sections.stream()
                    .filter(part -> part.type().equals(place.type()))
                    .toList();
            return alike.stream()
                    .filter(part -> part.title().equals(place.title()))
                    .findFirst()
                    .or(() -> alike.stream()
                            .filter(part -> part.number() == place.section())
                            .findFirst());
        }
    }

    /**
     * @param number from 1, as the page's anchors count
     * @param type of the template's section, such as {@code hero}
     * @param title empty where it has none
     */
    public record SectionPart(int number, String type, String title) {

        public String anchor() {
            return "#s" + number;
        }
    }

    static Outline of(Revisions revisions, Site site, String revision) {
        var files = revisions.files(site, revision);
        var main = read(files, "data/site.json").path("language").asString("");
        var pages = new ArrayList<>(pages(read(files, "data/content.json"), main, ""));
        for (var further : Translation.all(files, Map.of()))
            pages.addAll(pages(further.content(), further.language(), "/" + further.language()));
        return new Outline(List.copyOf(pages));
    }

    private static JsonNode read(SortedMap<String, byte[]> files, String name) {
        try {
            return JSON.readTree(files.getOrDefault(name, new byte[0]));
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static List<PagePart> pages(JsonNode content, String language, String below) {
        return content.path("pages")
                .valueStream()
                .map(page -> page(page, language, below))
                .toList();
    }

    /** The languages with their pages, the main one first. */
    public List<Version> versions() {
        var languages = pages.stream().map(PagePart::language).distinct();
        return languages
                .map(language -> new Version(
                        language,
                        pages.stream()
                                .filter(page -> page.language().equals(language))
                                .toList()))
                .toList();
    }

    /** Whether a place is on a page of a further language, whose texts are those of the main one once more. */
    boolean isTranslated(Task.Place place) {
        return page(place.page())
                .filter(page -> !page.language().equals(pages.getFirst().language()))
                .isPresent();
    }

    Optional<PagePart> page(String path) {
        return pages.stream().filter(page -> page.path().equals(path)).findFirst();
    }

    /**
     * Where a place of an older revision stands in the data of this one; empty where it is gone. A section is known by its
     * kind and title, else by its kind and number.
     */
    Optional<Pointer> find(Task.Place place) {
        if (isTranslated(place)) return Optional.empty();
        return IntStream.range(0, pages.size())
                .filter(at -> pages.get(at).path().equals(place.page()))
                .boxed()
                .findFirst()
                .flatMap(at -> {
                    var page = Pointer.of("content", "pages").child(at);
                    return place.section() == 0
                            ? Optional.of(page)
                            : pages.get(at)
                                    .section(place)
                                    .map(part -> page.child("sections").child(part.number() - 1));
                });
    }

    private static PagePart page(JsonNode page, String language, String below) {
        var sections = page.path("sections");
        return new PagePart(
                language,
                below + page.path("path").asString(""),
                page.path("label").asString(""),
                IntStream.range(0, sections.size())
                        .mapToObj(at -> new SectionPart(
                                at + 1,
                                sections.get(at).path("type").asString(""),
                                sections.get(at).path("title").asString("")))
                        .toList());
    }
}
