package io.chantier.approval;

import io.chantier.editing.Pointer;
import io.chantier.sites.Revisions;
import io.chantier.sites.Site;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages of a revision and what they are made of, to point at one of them. */
public record Outline(List<PagePart> pages) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** @param label in the site's menu */
    public record PagePart(String path, String label, List<SectionPart> sections) {

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
        var content = revisions.files(site, revision).getOrDefault("data/content.json", new byte[0]);
        try {
            return new Outline(JSON.readTree(content)
                    .path("pages")
                    .valueStream()
                    .map(Outline::page)
                    .toList());
        } catch (JacksonException e) {
            return new Outline(List.of());
        }
    }

    Optional<PagePart> page(String path) {
        return pages.stream().filter(page -> page.path().equals(path)).findFirst();
    }

    /**
     * Where a place of an older revision stands in the data of this one; empty where it is gone. A section is known by its
     * kind and title, else by its kind and number.
     */
    Optional<Pointer> find(Task.Place place) {
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

    private static PagePart page(JsonNode page) {
        var sections = page.path("sections");
        return new PagePart(
                page.path("path").asString(""),
                page.path("label").asString(""),
                IntStream.range(0, sections.size())
                        .mapToObj(at -> new SectionPart(
                                at + 1,
                                sections.get(at).path("type").asString(""),
                                sections.get(at).path("title").asString("")))
                        .toList());
    }
}
