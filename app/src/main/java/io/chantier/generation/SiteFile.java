package io.chantier.generation;

import io.chantier.generation.Piece.Count;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.sites.Wishes;
import java.util.List;

/** Writes {@code data/site.json}: who the business is. */
final class SiteFile {

    private final Facts facts;
    private final Wishes wishes;

    SiteFile(Facts facts, Wishes wishes) {
        this.facts = facts;
        this.wishes = wishes;
    }

    Sheet write(Sentence name, String language) {
        var site = new Sheet().put("version", new Count(1)).put("name", name).put("language", language);
        var trade = wishes.business().trade();
        if (trade != null) site.put("trade", trade, Origin.brief(trade));
        else copy(site, "trade", Kind.TRADE);
        copy(site, "tagline", Kind.TAGLINE);
        site.put("contact", contact());
        site.put(
                "certifications",
                Rows.of(facts.all(Kind.CERTIFICATION).stream()
                        .map(SiteFile::words)
                        .toList()));
        return site;
    }

    private Sheet contact() {
        var phones = new Rows();
        addPhones(phones, Kind.PHONE, "phone");
        addPhones(phones, Kind.MOBILE, "mobile");
        addPhones(phones, Kind.FAX, "fax");
        var emails = Rows.of(facts.all(Kind.EMAIL).stream()
                .map(fact -> (Piece) new Piece.Words(fact.value(), Origin.of(fact)))
                .toList());
        return new Sheet().put("phones", phones).put("emails", emails);
    }

    private void addPhones(Rows phones, Kind kind, String word) {
        for (var fact : facts.all(kind))
            phones.add(Sheet.from(Origin.of(fact))
                    .put("display", fact.display())
                    .put("tel", fact.value())
                    .put("kind", word));
    }

    private void copy(Sheet site, String field, Kind kind) {
        facts.first(kind).ifPresent(fact -> site.put(field, fact.display(), Origin.of(fact)));
    }

    private static Piece words(Fact fact) {
        return new Piece.Words(fact.display(), Origin.of(fact));
    }

    static List<Kind> calls() {
        return List.of(Kind.PHONE, Kind.MOBILE);
    }
}
