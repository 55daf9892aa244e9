package io.chantier.generation;

import io.chantier.generation.Piece.Flag;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
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

    Sheet sheet(Sentence title, boolean labelFromSource) {
        var shown = Sentences.words(label.text(), LONGEST_LABEL);
        var page = new Sheet().put("path", path).put("kind", kind);
        if (labelFromSource) page.put("label", label.saying(shown));
        else page.put("label", shown);
        return page.put("inMenu", new Flag(inMenu))
                .put("title", title)
                .put("description", description)
                .put("sections", Rows.of(sections));
    }
}
