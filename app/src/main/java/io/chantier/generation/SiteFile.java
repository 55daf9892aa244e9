package io.chantier.generation;

import io.chantier.generation.Piece.Count;
import io.chantier.generation.Piece.Rows;
import io.chantier.generation.Piece.Sheet;
import io.chantier.generation.Piece.Words;
import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.sites.Wishes;
import java.util.regex.Pattern;

/** Writes {@code data/site.json}: who the business is. */
final class SiteFile {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+");
    private static final Pattern TEL = Pattern.compile("\\+?[0-9]{3,15}");
    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");
    private static final Pattern URL = Pattern.compile("https?://\\S+");
    private static final int MOST_CONTACTS = 20;
    private static final int MOST_CERTIFICATIONS = 50;
    private static final int LONGEST_LINE = 300;

    private final Desk desk;
    private final Facts facts;
    private final Wishes wishes;

    SiteFile(Desk desk, Wishes wishes) {
        this.desk = desk;
        this.facts = desk.facts();
        this.wishes = wishes;
    }

    Sheet write() {
        var site = new Sheet()
                .put("version", new Count(1))
                .put("name", desk.name())
                .put("language", desk.language());
        facts.first(Kind.TRADE).ifPresent(fact -> site.put("trade", desk.trade(), Origin.of(fact)));
        copy(site, "tagline", Kind.TAGLINE);
        var description = wishes.description();
        if (description != null)
            site.put(
                    "description",
                    Sentences.shorten(description.strip(), 1000, desk.language()),
                    Origin.brief(description));
        logo(site);
        site.put("contact", contact());
        site.put("hours", new WeekOfHours(facts).rows());
        hoursNote(site);
        site.put("legal", legal());
        site.put("social", social());
        site.put("certifications", certifications());
        facts.first(Kind.FOUNDED)
                .filter(fact -> YEAR.matcher(fact.value()).matches())
                .ifPresent(fact -> site.put("founded", fact.value(), Origin.of(fact)));
        return site;
    }

    private void logo(Sheet site) {
        var wished = wishes.logo();
        var logo = wished == null ? desk.source().look().logo() : wished;
        if (!logo.isBlank()) site.put("logo", new Sheet().put("image", logo).put("alt", desk.name()));
    }

    private Sheet contact() {
        var phones = new Rows();
        addPhones(phones, Kind.PHONE, "phone");
        addPhones(phones, Kind.MOBILE, "mobile");
        addPhones(phones, Kind.FAX, "fax");
        var emails = facts.all(Kind.EMAIL).stream()
                .filter(fact -> EMAIL.matcher(fact.value()).matches())
                .limit(MOST_CONTACTS)
                .map(fact -> new Words(fact.value(), Origin.of(fact)))
                .toList();
        return new Sheet().put("phones", phones).put("emails", Rows.of(emails)).put("address", address());
    }

    private void addPhones(Rows phones, Kind kind, String word) {
        facts.all(kind).stream()
                .filter(fact ->
                        TEL.matcher(fact.value()).matches() && phones.items().size() < MOST_CONTACTS)
                .forEach(fact -> phones.add(Sheet.from(Origin.of(fact))
                        .put("display", desk.phone(fact))
                        .put("tel", fact.value())
                        .put("kind", word)));
    }

    private Sheet address() {
        var fact = facts.first(Kind.ADDRESS);
        if (fact.isEmpty()) return new Sheet();
        var address = Sheet.from(Origin.of(fact.get()));
        for (var part : new String[] {"street", "postalCode", "city"})
            address.put(part, desk.part(fact.get(), part).text());
        var country = fact.get().parts().getOrDefault("country", "");
        return country.matches("[A-Z]{2}") ? address.put("country", country) : address;
    }

    private void hoursNote(Sheet site) {
        facts.first(Kind.OPENING_HOURS).ifPresent(fact -> {
            var note = fact.parts().getOrDefault("note", site.has("hours") ? "" : fact.display());
            site.put("hoursNote", desk.editor().line(note), Origin.of(fact));
        });
    }

    private Sheet legal() {
        var legal = new Sheet();
        copy(legal, "companyName", Kind.LEGAL_NAME);
        copy(legal, "form", Kind.LEGAL_FORM);
        copy(legal, "siren", Kind.SIREN);
        copy(legal, "siret", Kind.SIRET);
        copy(legal, "rcs", Kind.RCS);
        copy(legal, "vat", Kind.VAT);
        copy(legal, "director", Kind.DIRECTOR);
        facts.first(Kind.LEGAL_FORM).ifPresent(fact -> legal.put("capital", desk.part(fact, "capital")));
        return legal;
    }

    private Rows social() {
        var social = new Rows();
        facts.all(Kind.SOCIAL).stream()
                .filter(fact -> URL.matcher(fact.value()).matches())
                .limit(MOST_CONTACTS)
                .forEach(fact -> social.add(Sheet.from(Origin.of(fact))
                        .put("network", fact.parts().getOrDefault("network", "web"))
                        .put("url", fact.value())));
        return social;
    }

    private Rows certifications() {
        return Rows.of(facts.all(Kind.CERTIFICATION).stream()
                .limit(MOST_CERTIFICATIONS)
                .map(fact -> new Words(
                        Labels.capital(Sentences.words(desk.editor().title(fact.display()), LONGEST_LINE)),
                        Origin.of(fact)))
                .toList());
    }

    private void copy(Sheet sheet, String field, Kind kind) {
        facts.first(kind).ifPresent(fact -> sheet.put(field, shown(fact), Origin.of(fact)));
    }

    /** Numbers and company names stay exactly as the source writes them. */
    private String shown(Fact fact) {
        var text = fact.kind() == Kind.TAGLINE
                ? desk.editor().title(fact.display())
                : fact.display().strip();
        return Sentences.words(text, LONGEST_LINE);
    }
}
