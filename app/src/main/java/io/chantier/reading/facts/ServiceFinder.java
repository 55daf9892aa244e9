package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds what the business does: the headings and items under a heading such as "Nos prestations". */
final class ServiceFinder implements Finder {

    static final Pattern MEANING = Pattern.compile(
            "(?iU)^(?:nos |notre |mes |les |nos différents |our |unsere? |meine )?(?:services?|prestations?|savoir[- ]faire|m[ée]tiers?|activit[ée]s?|sp[ée]cialit[ée]s|domaines? (?:d'intervention|d'activit[ée]|de comp[ée]tences?)|comp[ée]tences|travaux|leistungen|angebote?|dienstleistungen|expertise|what we do|solutions|treatments)(?: (?:propos[ée]s|et prestations|de menuiserie|.{0,20}))?$|what we (?:do|offer)|ce que nous (?:faisons|proposons)|was wir (?:tun|machen|bieten|anbieten)|how we can help|(?:at|à) (?:your|votre) service|unser angebot|unser leistungsspektrum");
    private static final Pattern NO_SERVICE = Pattern.compile(
            "(?iU)(?<!\\p{L})(?:contact|devis|horaires?|tarifs?|prix|prices?|preise|actualit|news|blog|t[ée]moignage|avis|testimonial|about|propos|qui sommes|[ée]quipe|team|galerie|gallery|r[ée]alisations?|portfolio|mentions|accueil|home|zone|secteur|pourquoi|why|warum|nos engagements|lire|read more|en savoir plus|mehr|appelez|call|faq|questions?|\\?$|partenaires|garanti|^nos |^our |^unsere |^notre |^votre |certifi|opening|[ée]tape|step|^\\d+$|€|£|ouvert|fermé|adresse|address|anfahrt|kontakt|lieferung)");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var section : Sections.under(page, MEANING)) {
            if (section.to() - section.from() > 200) continue;
            var hasHeadings = false;
            for (var i = section.from(); i < section.to(); i++) {
                var line = page.lines().get(i);
                if (site.isSuspect(page, i)) continue;
                if (line.isHeading()) {
                    hasHeadings |= put(page, line.text(), textBelow(page, i, section.to()), i, into);
                } else if (line.kind() == Line.Kind.ITEM && !hasHeadings && !line.chrome()) {
                    item(page, line.text(), i, into);
                }
            }
        }
    }

    private static void item(PageText page, String text, int i, Findings into) {
        var parts = text.split("\\s*(?: : |: | – | — | - )\\s*", 2);
        if (parts[0].length() > 60 || parts[0].matches(".*[.!?]\\s+\\S.*")) return;
        put(page, parts[0].replaceFirst("[.;,]$", ""), parts.length > 1 ? parts[1] : "", i, into);
    }

    private static boolean put(PageText page, String title, String text, int i, Findings into) {
        if (title.length() < 3
                || title.length() > 60
                || NO_SERVICE.matcher(title).find()
                || !title.matches(".*\\p{L}{3}.*")) return false;
        if (TestimonialFinder.MEANING.matcher(title).find() || HoursParser.hasSpan(title)) return false;
        add(title, text, Excerpt.text(page, i), 1, into);
        return true;
    }

    static void add(String title, String text, Place place, double weight, Findings into) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (!text.isEmpty()) parts.put("text", Words.cut(text, 600));
        into.add(new Found(Kind.SERVICE, Words.fold(title), Words.tidy(title), parts, place, weight));
    }

    static String textBelow(PageText page, int index, int end) {
        var text = new StringBuilder();
        for (var i = index + 1; i < Math.min(end, index + 8); i++) {
            var line = page.lines().get(i);
            if (line.isHeading() || line.chrome()) break;
            if (line.picture().isEmpty() && line.text().length() > 20 && text.length() < 500)
                text.append(line.text()).append(' ');
        }
        return text.toString().strip();
    }
}
