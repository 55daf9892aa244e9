package io.chantier.preview;

import io.chantier.reading.Fact;
import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source;
import io.chantier.reading.web.SourceView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;

/** What might have been read from a joiner's site. */
final class SampleSource {

    private SampleSource() {}

    static SourceView view() {
        var colours = new LinkedHashMap<String, Double>();
        for (var colour : List.of("#7a4a21", "#f3e9d8", "#2f5d50", "#c8a165", "#222222")) colours.put(colour, 1.0);
        var pages = List.of(
                page(
                        "Menuiserie Lefèvre – Rennes",
                        "/",
                        "Depuis 1987, nous fabriquons escaliers et fenêtres sur mesure."),
                page("Nos tarifs", "/tarifs.html", "Pose d’une fenêtre : à partir de 420 €"),
                page("Contact", "/contact.html", "12 rue du Moulin, 35000 Rennes"));
        return new SourceView(
                "/sites/menuiserie-lefevre/source",
                new Source(
                        "http://www.menuiserie-lefevre.fr/",
                        "fr",
                        pages,
                        facts(),
                        new Source.Look("", colours, List.of("a", "b", "c"), java.util.Map.of()),
                        List.of("/a", "/b", "/c", "/d"),
                        List.of(new Source.Filler(
                                "/contact.html", "Lorem ipsum dolor sit amet, consectetur adipiscing elit."))));
    }

    private static Source.SourcePage page(String title, String path, String text) {
        var block = new Source.Block(Source.Block.Kind.PARAGRAPH, 0, text, List.of(), List.of());
        return new Source.SourcePage("http://www.menuiserie-lefevre.fr" + path, path, title, "", "", List.of(block));
    }

    private static List<Fact> facts() {
        return List.of(
                fact(
                        Kind.NAME,
                        "Menuiserie Lefèvre",
                        "/",
                        "Menuiserie Lefèvre – artisan à Rennes",
                        "meta",
                        Standing.CHOSEN),
                fact(
                        Kind.PHONE,
                        "02 99 12 34 56",
                        "/contact.html",
                        "Appelez-nous au 02 99 12 34 56 du lundi au vendredi",
                        "link",
                        Standing.CHOSEN),
                fact(
                        Kind.PHONE,
                        "02 99 12 34 65",
                        "/tarifs.html",
                        "Devis gratuit : tél. 02 99 12 34 65",
                        "text",
                        Standing.OTHER),
                fact(
                        Kind.OPENING_HOURS,
                        "lu–ve 8 h – 12 h, 14 h – 18 h",
                        "/contact.html",
                        "Ouvert lu–ve 8 h – 12 h, 14 h – 18 h sauf jours fériés",
                        "text",
                        Standing.CHOSEN),
                fact(
                        Kind.SIRET,
                        "552 100 554 00013",
                        "/mentions.html",
                        "SARL au capital de 8 000 € – SIRET 552 100 554 00013",
                        "text",
                        Standing.CHOSEN),
                fact(
                        Kind.TESTIMONIAL,
                        "« Un travail soigné, des délais tenus. »",
                        "/",
                        "« Un travail soigné, des délais tenus. » Mme Le Goff, Cesson",
                        "microdata",
                        Standing.REJECTED));
    }

    private static Fact fact(Kind kind, String display, String page, String excerpt, String how, Standing standing) {
        var place = new Fact.Place("http://www.menuiserie-lefevre.fr" + page, excerpt, how);
        return new Fact(UUID.randomUUID(), kind, display, display, List.of(place), standing);
    }
}
