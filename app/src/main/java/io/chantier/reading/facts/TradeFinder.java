package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds the trade: the first known word for one in name, titles and headings, as the site writes it. */
final class TradeFinder {

    private static final Pattern TRADES = Pattern.compile(
            "(?iU)\\b(menuiserie|menuisier|[ée]b[ée]niste(?:rie)?|charpentier|charpente|couverture|couvreur|ma[çc]onnerie|ma[çc]on|plomberie|plombier|chauffagiste|chauffage|[ée]lectricit[ée]|[ée]lectricien(?:ne)?|peinture|peintre|pl[âa]trerie|pl[âa]trier|carrelage|carreleur|serrurerie|serrurier|ferronnerie|ferronnier|vitrerie|paysagiste|jardinier|jardinage|[ée]lagage|[ée]lagueur|boulangerie(?:[ -]p[âa]tisserie)?|boulanger|p[âa]tisserie|p[âa]tissier|chocolatier|boucherie(?:[ -]charcuterie)?|boucher|charcuterie|traiteur|poissonnerie|fromagerie|[ée]picerie|primeur|caviste|restaurant|brasserie|cr[êe]perie|pizzeria|bistrot|caf[ée]|h[ôo]tel|chambres d'h[ôo]tes|g[îi]te|camping|coiffure|coiffeu(?:r|se)|salon de coiffure|barbier|institut de beaut[ée]|esth[ée]ticienne|onglerie|spa|massage|fleuriste|garage|garagiste|carrosserie|carrossier|m[ée]canique|auto-[ée]cole|taxi|d[ée]m[ée]nagement|nettoyage|pressing|cordonnerie|couture|tapissier|horlogerie|bijouterie|opticien|pharmacie|ost[ée]opathe|kin[ée]sith[ée]rapeute|dentiste|v[ée]t[ée]rinaire|psychologue|avocat|notaire|expert-comptable|architecte|photographe|imprimerie|librairie|informatique|agence immobili[èe]re|ramonage|ramoneur|piscines?|isolation|terrassement"
                    + "|joinery|joiner|carpentry|carpenter|plumber|plumbing|electrician|electrical|roofing|roofer|builders?|painter|decorator|landscaping|landscaper|gardener|bakery|baker|butchers?|fishmonger|grocer|restaurant|pub|inn|tea room|coffee shop|pizzeria|bistro|gastropub|hairdresser|hair salon|barber|beauty salon|florist|garage|mechanic|car repair|locksmith|cleaning|dentist|vet|veterinary|solicitors?|accountants?|architects?|photographer|photography|bookshop|guest house|bed and breakfast|physiotherapy|plasterer|tiler"
                    + "|tischlerei|tischler|schreinerei|schreiner|zimmerei|zimmermann|dachdecker(?:ei)?|maurer|klempner(?:ei)?|sanit[äa]r|heizungsbau|heizung|elektriker|elektro(?:technik|installation)?|malerbetrieb|maler|fliesenleger|g[äa]rtnerei|gartenbau|b[äa]ckerei|b[äa]cker|konditorei|metzgerei|fleischerei|gasthaus|gasthof|gastst[äa]tte|ristorante|friseur(?:salon)?|kosmetik(?:studio)?|blumenladen|floristik|autowerkstatt|kfz-werkstatt|schlosserei|zahnarzt(?:praxis)?|tierarzt(?:praxis)?|rechtsanw[äa]lt(?:e|in)?|steuerberater|architekt|fotograf|buchhandlung|reinigung|umz[üu]ge|physiotherapie|schneiderei|schuhmacher|uhrmacher|goldschmied)(?:s)?\\b");

    private TradeFinder() {}

    static void find(SiteContext site, Findings into) {
        var homes = site.pages().stream().filter(page -> page.page().isHome()).toList();
        for (var home : homes) {
            var title = home.page().dom().title();
            in(title, Excerpt.of(home, title, "meta"), 3, into);
            var description = home.page().dom().select("meta[name=description]").attr("content");
            in(description, Excerpt.of(home, description, "meta"), 2, into);
            headings(home, into);
        }
        for (var home : homes) if (!into.has(Kind.TRADE)) firstText(home, into);
    }

    private static void headings(PageText home, Findings into) {
        var seen = 0;
        for (var i = 0; i < home.lines().size() && seen < 6; i++) {
            var line = home.lines().get(i);
            if (!line.isHeading() || line.chrome()) continue;
            seen++;
            in(line.text(), Excerpt.text(home, i), line.level() == 1 ? 2.5 : 1.5, into);
        }
    }

    private static void firstText(PageText home, Findings into) {
        var seen = 0;
        for (var i = 0; i < home.lines().size() && seen < 3; i++) {
            var line = home.lines().get(i);
            if (line.kind() != Line.Kind.TEXT || line.chrome() || line.text().length() < 30) continue;
            seen++;
            in(line.text(), Excerpt.text(home, i), 1, into);
        }
    }

    private static void in(String text, Place place, double weight, Findings into) {
        var match = TRADES.matcher(text);
        if (!match.find()) return;
        var word = match.group();
        var display = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
        into.add(new Found(Kind.TRADE, Words.fold(word), display, Map.of(), place, weight));
    }
}
