package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds labels and certificates that are known by name, in text and in what pictures say they show. */
final class CertificationFinder implements Finder {

    private static final Pattern KNOWN = Pattern.compile(
            "(?:Qualibat(?:[ -]RGE)?|RGE (?:Qualibat|Qualifelec|QualiPAC|QualiPV|Qualibois|Qualisol|Eco Artisan|ECO Artisan)|\\bRGE\\b|Qualifelec(?: RGE)?|QualiPAC|QualiPV|Qualibois|Qualisol|Qualit['’]?EnR|Qualigaz|Qualipaysage|Professionnel du [Gg]az|Handibat|HANDIBAT|[ÉE]co[- ]?[Aa]rtisan|ECO Artisan|Artisan d['’][Aa]rt|Ma[iî]tre[- ][Aa]rtisan|Artisan [Bb]oulanger de France|Entreprise du [Pp]atrimoine [Vv]ivant|Ma[iî]tre [Rr]estaurateur|Qualit[ée] [Tt]ourisme|Les Artisans Gourmands|Ecocert|ECOCERT|[Aa]griculture [Bb]iologique|Label Rouge|Charte Qualit[ée] Confiance|\\bCAPEB\\b|Compagnons? du (?:Devoir|Tour de France)|Meilleur Ouvrier de France|Gîtes de France|Clévacances"
                    + "|ISO ?(?:9001|14001|27001|45001|50001)(?::\\d{4})?|NF [Hh]abitat"
                    + "|Gas Safe(?: [Rr]egistered| [Rr]egister)?|NICEIC(?: [Aa]pproved)?|TrustMark|Checkatrade|Federation of Master Builders|NAPIT|FENSA|Soil Association|Guild of Master Craftsmen|Which\\? Trusted Trader|Red Tractor"
                    + "|Meisterbetrieb|Innungsbetrieb|Handwerkskammer [\\p{Lu}][\\p{L}-]+|TÜV[- ](?:geprüft|zertifiziert|Süd|SÜD|Rheinland|Nord)|Bioland|Demeter|Naturland)");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var i = 0; i < page.lines().size(); i++) {
            var line = page.lines().get(i);
            if (line.text().length() > 2_000 || site.isSuspect(page, i)) continue;
            var how = line.picture().isEmpty() ? "text" : "meta";
            var match = KNOWN.matcher(line.text());
            while (match.find()) put(match.group(), Excerpt.of(page, page.around(i), how), into);
        }
    }

    private static void put(String name, Place place, Findings into) {
        into.add(new Found(Kind.CERTIFICATION, Words.fold(name), Words.tidy(name), Map.of(), place, 1));
    }
}
