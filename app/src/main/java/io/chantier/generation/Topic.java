package io.chantier.generation;

import io.chantier.reading.Source.Block;
import io.chantier.reading.Source.SourcePage;
import java.util.regex.Pattern;

/** What a page of the old site is about, told by its menu entry, address, title or first heading. */
enum Topic {
    HOME("$^"),
    LEGAL("mentions|legal|impressum|datenschutz|privacy|confidentialit|cgv|conditions g|terms|cookies|politique"),
    CONTACT("contact|kontakt|coordonn|acc[eè]s|nous trouver|find us|anfahrt|plan d|itin[eé]raire|rendez-vous"),
    GALLERY(
            "galer|gallery|photo|r[eé]alisation|portfolio|bilder|referenz|nos travaux|our work|projets|projects|chantiers"),
    PRICES("tarif|prix|price|preis|pricing|honoraires|la carte|notre carte|^carte$|speisekarte|^menus?$|nos menus"),
    FAQ("faq|foire aux questions|questions|fragen"),
    TESTIMONIALS("t[eé]moignage|avis|testimonial|review|kundenstimm|bewertung|livre d.or|guestbook|g[aä]stebuch"),
    TEAM("[eé]quipe|team|staff"),
    ABOUT(
            "propos|about|qui sommes|entreprise|soci[eé]t[eé]|histoire|history|story|pr[eé]sentation|[uü]ber uns|ueber|betrieb|unternehmen|philosoph|l.atelier|notre maison"),
    SERVICES(
            "services?$|prestations?|leistungen|activit[eé]s?|savoir-faire|nos m[eé]tiers|what we do|angebot|produits|products|produkte"),
    HOURS("horaires|heures d.ouverture|opening (?:hours|times)|business hours|[oö]ffnungszeiten|sprechzeiten"),
    OTHER("$^");

    private final Pattern pattern;

    Topic(String words) {
        this.pattern = Pattern.compile(words, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    static Topic of(SourcePage page) {
        if (page.path().matches("/(?:(?:index|default|accueil|home|main)\\.\\w+)?")) return HOME;
        for (var hint : new String[] {page.menuLabel(), lastPart(page.path()), firstHeading(page)}) {
            var found = of(hint);
            if (found != OTHER) return found;
        }
        return OTHER;
    }

    static Topic of(String hint) {
        if (hint.isBlank() || hint.length() > 60) return OTHER;
        for (var topic : values()) if (topic.pattern.matcher(hint.strip()).find()) return topic;
        return OTHER;
    }

    private static String lastPart(String path) {
        var plain = path.replaceAll("[?#].*$", "").replaceAll("/+$", "");
        return plain.substring(plain.lastIndexOf('/') + 1)
                .replaceAll("\\.\\w+$", "")
                .replaceAll("[_+-]", " ")
                .replaceFirst("(?i)^menu$", "");
    }

    private static String firstHeading(SourcePage page) {
        return page.blocks().stream()
                .filter(block -> block.kind() == Block.Kind.HEADING)
                .findFirst()
                .map(Block::text)
                .orElse("");
    }
}
