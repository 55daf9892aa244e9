package io.chantier.reading.facts;

import io.chantier.reading.Fact;
import java.util.List;

/** Runs every finder over every page. */
public final class FactReader {

    private static final List<Finder> FINDERS = List.of(new PhoneFinder());

    private FactReader() {}

    public static List<Fact> read(SiteContext site) {
        var findings = new Findings();
        NameFinder.find(site, findings);
        for (var page : site.pages()) FINDERS.forEach(finder -> finder.find(page, site, findings));
        return findings.facts();
    }
}
