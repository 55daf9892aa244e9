package io.chantier.manual;

import java.util.ArrayList;
import java.util.List;

/**
 * A page of the manual in one language.
 *
 * @param name as in its address and its file; empty for the first page
 * @param html made from our own Markdown, in which any HTML is shown as text
 */
public record ManualPage(String name, String title, String html, List<Section> sections) {

    public ManualPage {
        sections = List.copyOf(sections);
    }

    public String address() {
        return name.isEmpty() ? "/manual" : "/manual/" + name;
    }

    /**
     * What stands under one heading.
     *
     * @param anchor empty for what stands under the title
     * @param text without any markup, to be searched
     */
    public record Section(String anchor, String title, String text) {}

    /** Whether something of the page can be led to by this name. */
    public boolean has(String anchor) {
        return sections.stream().anyMatch(section -> section.anchor().equals(anchor));
    }

    ManualPage with(List<Section> more) {
        var all = new ArrayList<>(sections);
        all.addAll(more);
        return new ManualPage(name, title, html, all);
    }
}
