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
        for (var page : site.pages()) {
            var own = page.isLegal() ? Foreign.without(page) : page;
            FINDERS.forEach(finder -> finder.find(own, site, findings));
        }
        TradeFinder.find(site, findings);
        return new Facts(Redundant.without(findings.facts()), findings.leftOut());
    }
}
