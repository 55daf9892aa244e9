package io.chantier.reading.facts;

import io.chantier.reading.Fact;
import io.chantier.reading.Source.Filler;
import java.util.List;

/** Runs every finder over every page. */
public final class FactReader {

    private static final List<Finder> FINDERS = List.of(
            new StructuredFinder(),
            new HCardFinder(),
            new PhoneFinder(),
            new EmailFinder(),
            new AddressFinder(),
            new HoursFinder(),
            new PriceFinder(),
            new LegalFinder(),
            new SocialFinder(),
            new TestimonialFinder(),
            new CertificationFinder(),
            new ServiceFinder(),
            new FaqFinder(),
            new TeamFinder(),
            new StoryFinder());

    /** @param filler values that are placeholders and were left out */
    public record Facts(List<Fact> facts, List<Filler> filler) {}

    private FactReader() {}

    public static Facts read(SiteContext site) {
        var findings = new Findings();
        NameFinder.find(site, findings);
        for (var page : site.pages()) FINDERS.forEach(finder -> finder.find(page, site, findings));
        TradeFinder.find(site, findings);
        return new Facts(Redundant.without(findings.facts()), findings.leftOut());
    }
}
