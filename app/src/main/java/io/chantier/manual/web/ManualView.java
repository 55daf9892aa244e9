package io.chantier.manual.web;

import gg.jte.Content;
import io.chantier.manual.Manual.Hit;
import io.chantier.manual.ManualPage;
import io.chantier.manual.ProblemEntry;
import java.util.List;

/** A page of the manual beside its list of contents. */
public record ManualView(List<ManualPage> contents, ManualPage page, List<ProblemEntry> problems) {

    public Content html() {
        return output -> output.writeContent(page.html());
    }

    /** What was looked for, and where it stands. */
    public record Search(List<ManualPage> contents, String query, List<Hit> hits) {}
}
