package io.chantier.generation;

import io.chantier.generation.Piece.Flag;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * A page of the new site.
 *
 * @param old the pages of the old site whose words it took over
 */
record NewPage(
        String path,
        String kind,
        Sentence label,
        boolean inMenu,
        Sentence description,
        List<Sheet> sections,
        List<Chapter> old) {

    private static final int LONGEST_LABEL = 80;

    NewPage(String path, String kind, String label, Sentence description, List<Sheet> sections, List<Chapter> old) {
        this(path, kind, new Sentence(label, Origin.brief(label)), true, description, sections, old);
    }

    NewPage outOfMenu() {
        return new NewPage(path, kind, label, false, description, sections, old);
    }

    NewPage with(List<Sheet> others) {
        return new NewPage(path, kind, label, inMenu, description, others, old);
    }

    Sheet sheet(Sentence title, boolean labelFromSource) {
        var shown = Sentences.words(label.text(), LONGEST_LABEL);
        var page = new Sheet().put("path", path).put("kind", kind);
        if (labelFromSource) page.put("label", label.saying(shown));
        else page.put("label", shown);
        return page.put("inMenu", new Flag(inMenu))
                .put("title", title)
                .put("description", description)
                .put(
                        "sections",
                        Rows.of(sections.stream().map(this::withoutLead).toList()));
    }

    /** The page's head shows the description, so the text does not begin with the same sentences. */
    private Sheet withoutLead(Sheet section) {
        var lead = description.text();
        if (path.equals("/") || lead.isEmpty() || !(section.fields().get("paragraphs") instanceof Rows rows))
            return section;
        if (!(rows.items().getFirst() instanceof Words first) || !first.text().startsWith(lead)) return section;
        var rest = first.text().substring(lead.length()).strip();
        if (Editor.refersBack(rest) || (rest.isEmpty() && rows.items().size() == 1)) return section;
        var paragraphs = new ArrayList<>(rows.items());
        if (rest.isEmpty()) paragraphs.removeFirst();
        else paragraphs.set(0, new Words(rest, first.origin()));
        var changed = new Sheet(new LinkedHashMap<>(section.fields()), section.origin());
        return changed.put("paragraphs", new Rows(paragraphs));
    }
}
