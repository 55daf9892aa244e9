package io.chantier.approval;

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
    public record PagePart(String path, String label, List<SectionPart> sections) {}

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
