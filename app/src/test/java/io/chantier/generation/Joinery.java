package io.chantier.generation;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Standing;
import io.chantier.reading.Source;
import java.util.Map;

/** A joiner's site of 2003, as it was read. */
public final class Joinery {

    private Joinery() {}

    public static Source source() {
        var sketch = new SourceSketch("fr");
        pages(sketch);
        contact(sketch);
        offer(sketch);
        return sketch.colour("#ffffff", 0.6)
                .colour("#7b3f00", 0.3)
                .colour("#1e5945", 0.1)
                .picture("a1b2c3d4e5f6")
                .picture("b1b2c3d4e5f6")
                .picture("c1b2c3d4e5f6")
                .filler("Lorem ipsum dolor sit amet, consectetur.")
                .oldPath("/photos/escalier.jpg")
                .oldPath("/ancienne-page.htm")
                .drawn();
    }

    private static void pages(SourceSketch sketch) {
        sketch.page(
                "/",
                "Accueil",
                "# BIENVENUE SUR NOTRE SITE",
                "Bienvenue sur le site de la Menuiserie Lefèvre !",
                "Depuis 1987,  la Menuiserie Lefèvre fabrique et pose vos escaliers , fenêtres et parquets à Rennes et"
                        + " dans toute l'Ille-et-Vilaine. Chaque ouvrage est dessiné et assemblé dans notre atelier.",
                "Lorem ipsum dolor sit amet, consectetur.",
                "## POURQUOI NOUS CHOISIR ?",
                "Nos trois compagnons travaillent le chêne et le frêne de forêts françaises. Vous recevez un devis détaillé"
                        + " sous huit jours !!!",
                "Site optimisé pour 800x600 - Vous êtes le 12345ème visiteur",
                "Tél : 02 99 12 34 56 - contact@menuiserie-lefevre.fr");
        sketch.page(
                "/entreprise.htm",
                "L'entreprise",
                "# L'ENTREPRISE",
                "Jean Lefèvre a fondé l'atelier en 1987, dans une ancienne grange du quartier de Cleunay. Son fils Paul l'a"
                        + " rejoint en 2004 après cinq ans chez les Compagnons du Devoir.",
                "Aujourd'hui l'équipe compte trois compagnons et un apprenti. Tous ont appris leur métier à Rennes.");
        sketch.page(
                "/escaliers.htm",
                "Escaliers",
                "# ESCALIERS SUR MESURE",
                "Droits, quart tournant ou hélicoïdaux, nos escaliers sont dessinés pour votre maison. Nous relevons les cotes"
                        + " chez vous, puis nous tournons chaque balustre à l'atelier.",
                "La pose dure en général deux jours. Nous protégeons vos sols et nous laissons un chantier propre.",
                "- Chêne, frêne ou hêtre",
                "- Garde-corps en bois ou en métal");
        sketch.page("/contact.htm", "Contact", "# CONTACT", "12 rue du Moulin, 35000 Rennes", "Tél : 02 99 12 34 56");
    }

    private static void contact(SourceSketch sketch) {
        var week = Map.of("mo", "08:00-12:00,14:00-18:00", "tu", "08:00-12:00,14:00-18:00", "sa", "09:00-12:00");
        sketch.fact(Kind.NAME, "Menuiserie Lefèvre", "Menuiserie Lefèvre")
                .fact(Kind.TRADE, "menuiserie", "Menuiserie")
                .fact(Kind.PHONE, "+33299123456", "02 99 12 34 56")
                .fact(Kind.PHONE, "+33299000000", "02 99 00 00 00", Map.of(), Standing.OTHER)
                .fact(Kind.EMAIL, "contact@menuiserie-lefevre.fr", "contact@menuiserie-lefevre.fr")
                .fact(
                        Kind.ADDRESS,
                        "12 rue du moulin 35000 rennes",
                        "12 rue du Moulin, 35000 RENNES",
                        Map.of("street", "12 rue du Moulin", "postalCode", "35000", "city", "RENNES", "country", "FR"))
                .fact(Kind.OPENING_HOURS, "mo 08:00-12:00", "Lundi et mardi 8h-12h, 14h-18h, samedi 9h-12h", week)
                .fact(Kind.SIRET, "55210055400013", "552 100 554 00013")
                .fact(Kind.LEGAL_FORM, "SARL", "SARL", Map.of("capital", "8 000 €"))
                .fact(Kind.FOUNDED, "1987", "1987");
    }

    private static void offer(SourceSketch sketch) {
        sketch.fact(Kind.SERVICE, "escaliers", "ESCALIERS", Map.of("page", "/escaliers.htm"))
                .fact(
                        Kind.SERVICE,
                        "fenetres",
                        "Fenêtres",
                        Map.of("text", "Fenêtres en bois à double vitrage, à l'ancienne."))
                .fact(Kind.SERVICE, "parquets", "Parquets")
                .fact(
                        Kind.TESTIMONIAL,
                        "un travail soigne",
                        "« Un travail soigné et des délais tenus. »",
                        Map.of(
                                "quote",
                                "Un travail soigné et des délais tenus.",
                                "author",
                                "Mme Martin",
                                "place",
                                "Rennes"))
                .fact(
                        Kind.PRICE,
                        "4500",
                        "45 €",
                        Map.of("label", "Heure d'atelier", "cents", "4500", "currency", "EUR"))
                .fact(Kind.CERTIFICATION, "qualibat rge", "Qualibat RGE");
    }
}
