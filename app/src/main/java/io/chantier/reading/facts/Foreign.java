package io.chantier.reading.facts;

import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Leaves out what a page says of others than the business: its host, who made the site, whom it complains to. */
final class Foreign {

    private static final Pattern OTHERS = Pattern.compile(
            "(?iU)h[ée]berge(ur|ment|ée? par)|hosted by|hosting (provider|by)|webhost|conception (et|du site|graphique)|r[ée]alisation (du site|technique)|cr[ée]ation (du site|de site)|site (r[ée]alis[ée]|cr[ée][ée]) par|website by|web ?design|cr[ée]dits? photo|m[ée]diateur|m[ée]diation de la consommation|streitschlichtung|verbraucherschlichtung|aufsichtsbeh[öo]rde|\\bCNIL\\b|powered by|datenschutzbeauftragte");
    private static final Pattern OWN = Pattern.compile(
            "(?iU)directeur|directrice|responsable|si[èe]ge|siret|siren|rcs|tva|soci[ée]t[ée]|[ée]diteur|propri[ée]taire|inhaber|gesch[äa]ftsf");
    private static final int LINES = 5;

    private Foreign() {}

    static PageText without(PageText page) {
        var kept = new ArrayList<Line>();
        var left = 0;
        for (var line : page.lines()) {
            if (OTHERS.matcher(line.text()).find() && line.text().length() < 400) left = LINES;
            else if (line.isHeading()
                    || OWN.matcher(line.text()).find()
                    || line.text().length() > 200) left = 0;
            if (left-- > 0) continue;
            kept.add(line);
        }
        return new PageText(page.page(), kept);
    }
}
