package io.chantier.reading.facts;

import io.chantier.reading.text.Line;
import io.chantier.reading.text.PageText;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds postal addresses in text, as French, Germans, Britons and Americans write them. */
final class AddressFinder implements Finder {

    private static final String NAME = "[\\p{Lu}][\\p{L}'’.-]*";
    private static final String CITY = NAME + "(?:[ -](?:" + NAME
            + "|(?:en|sur|sous|la|le|les|lès|de|du|des|d'|l'|am|an|der|im|ob|bei|upon|by)\\b(?:[ -]|(?<='))?))*";
    private static final Pattern FRENCH_STREET = Pattern.compile(
            "(?iU)(?:\\d{1,4}\\s?(?:bis|ter|quater|[a-d]\\b)?\\s?(?:[-/]\\s?\\d{1,4}\\s?)?,?\\s+)?\\b(?:rue|avenue|av\\.?|boulevard|boul\\.|bd\\.?|place|pl\\.|chemin|route|rte|allée|allées|impasse|quai|cours|square|passage|ruelle|faubourg|montée|sentier|villa|hameau|voie|esplanade|promenade|venelle|rond-point|lieu-dit|lieudit|z\\.?a\\.?c?\\.?|z\\.?i\\.?|zone (?:artisanale|industrielle|d'activités?|commerciale)|parc d'activités?|résidence|ferme|le bourg)(?=[ '’,]|$)[^|;:@€]{0,70}");
    private static final Pattern GERMAN_STREET = Pattern.compile(
            "(?:(?:Am|An der|An den|Auf der|Auf dem|Im|In der|Zum|Zur|Unter den|Alte|Alter|Neue|Neuer|Große|Kleine|Lange|Obere|Untere)\\s+)?\\p{Lu}[\\p{L}.-]*(?:[ -]\\p{Lu}[\\p{L}.-]*)?[ -]?(?:straße|strasse|str\\.|Straße|Strasse|Str\\.|weg|Weg|platz|Platz|allee|Allee|gasse|ring|Ring|damm|ufer|hof|markt|graben|berg|steig|(?<=(?:Am|Im|Zum|Zur|der|den|dem)\\s[\\p{L}]{3,20}))\\s*\\d{1,4}\\s?[a-zA-Z]?\\b");
    private static final Pattern ENGLISH_STREET = Pattern.compile(
            "\\b(?:Unit \\w+,? )?\\d{1,5}[A-Za-z]?(?:[-–]\\d{1,5})?,? (?:[NSEW]\\.? )?(?:\\p{Lu}[\\p{L}'’.-]* ){1,4}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Place|Pl|Court|Ct|Square|Sq|Way|Terrace|Row|Close|Crescent|Parade|Gardens|Green|Hill|Highway|Hwy|Parkway|Pkwy|Mews|Quay|Walk|Yard|Market)\\b\\.?(?:,? (?:Suite|Ste|Unit|Apt|#) ?\\w+)?|\\b(?:\\d{1,4} )?(?:High Street|The Green|Market Place)");
    private static final Pattern FRENCH_PLACE = Pattern.compile(
            "(?<![\\d.,/])(?:F-|FR-)?(\\d{2} ?\\d{3})(?!\\d)\\s+(" + CITY + "(?: (?:CEDEX|Cedex)(?: \\d{1,2})?)?)");
    private static final Pattern SHORT_PLACE =
            Pattern.compile("(?<![\\d.,/])(?:[A-Z]{1,2}-)?([1-9]\\d{3})(?!\\d)\\s+(" + CITY + ")");
    private static final Pattern GERMAN_PLACE =
            Pattern.compile("(?<![\\d.,/])(?:D-|DE-)?(\\d{5})(?!\\d)\\s+(" + CITY + ")");
    private static final Pattern BRITISH_CODE = Pattern.compile("\\b([A-Z]{1,2}\\d[A-Z\\d]? \\d[A-Z]{2})\\b");
    private static final Pattern AMERICAN_PLACE =
            Pattern.compile("(" + NAME + "(?: " + NAME + "){0,3}),? ([A-Z]{2}),? (\\d{5}(?:-\\d{4})?)\\b");
    private static final Pattern AMERICAN_TOWN = Pattern.compile(
            "^(?:.*?,\\s*)?(" + NAME + "(?: " + NAME
                    + "){0,3}),? (A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]|Minnesota|California"
                    + "|Texas|Florida|Illinois|Ohio|Georgia|Michigan|Virginia|Washington|Oregon|Colorado|Arizona|Massachusetts|New York|New Jersey|Pennsylvania)\\.?$");
    private static final Pattern NOT_A_PLACE =
            Pattern.compile("(?iU)^(euros?|km|clients?|exemplaires|m2|habitants|visites|siret|ape|tonnes|kg)\\b.*");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var i = 0; i < page.lines().size(); i++) {
            var line = page.lines().get(i);
            if (!line.picture().isEmpty() || line.text().length() > 400) continue;
            var index = i;
            at(page, i, site.region()).ifPresent(address -> {
                if (Placeholders.isAddress(address.display())) into.leaveOut(page.address(), address.display());
                else
                    into.add(address.found(
                            Excerpt.text(page, index),
                            Excerpt.weight(page) + (address.street().isEmpty() ? -0.5 : 0)));
            });
        }
    }

    private static Optional<PostalAddress> at(PageText page, int i, String region) {
        return switch (region) {
            case "GB", "IE" -> british(page, i, region);
            case "US", "CA" -> american(page, i, region);
            case "DE" -> continental(page, i, GERMAN_PLACE, GERMAN_STREET, region);
            case "AT" -> continental(page, i, SHORT_PLACE, GERMAN_STREET, region);
            case "CH" ->
                continental(page, i, SHORT_PLACE, GERMAN_STREET, region)
                        .filter(found -> !found.street().isEmpty())
                        .or(() -> continental(page, i, SHORT_PLACE, FRENCH_STREET, region));
            case "BE", "LU" -> continental(page, i, SHORT_PLACE, FRENCH_STREET, region);
            default -> continental(page, i, FRENCH_PLACE, FRENCH_STREET, region);
        };
    }

    private static Optional<PostalAddress> continental(
            PageText page, int i, Pattern place, Pattern street, String region) {
        var text = page.lines().get(i).text();
        var match = place.matcher(text);
        while (match.find()) {
            if (NOT_A_PLACE.matcher(match.group(2)).matches()) continue;
            var before = text.substring(0, match.start());
            var road = street(page, i, before, street);
            var alone = before.isBlank()
                    || before.matches("(?iU).*(adresse|anschrift|address|atelier|magasin|si[eè]ge|sitz)[^\\d]{0,12}");
            if (road.isEmpty() && (!alone || text.length() > 60)) continue;
            return Optional.of(
                    new PostalAddress(road, match.group(1).replace(" ", ""), trimmed(match.group(2)), region));
        }
        return Optional.empty();
    }

    /** The street stands before the place, on its line or on one of the two above. */
    private static String street(PageText page, int i, String before, Pattern pattern) {
        var here = last(pattern.matcher(before));
        if (!here.isEmpty()) return here;
        if (before.replaceAll("[^\\p{L}]", "").length() > 25) return "";
        for (var up = i - 1; up >= Math.max(0, i - 2); up--) {
            Line line = page.lines().get(up);
            if (line.text().length() > 120 || !line.picture().isEmpty()) break;
            var found = last(pattern.matcher(line.text()));
            if (!found.isEmpty()) return found;
        }
        return "";
    }

    private static String last(Matcher match) {
        var found = "";
        while (match.find()) found = match.group();
        var cut = found.replaceFirst("\\s+[-–|•·]\\s+.*$", "")
                .replaceFirst("(?iU)[\\s,]+(tél|tel|fax|mobile|port)\\b.*$", "");
        return cut.length() > 90 ? "" : cut;
    }

    private static Optional<PostalAddress> british(PageText page, int i, String region) {
        var text = page.lines().get(i).text();
        var code = BRITISH_CODE.matcher(text);
        if (!code.find()) return Optional.empty();
        var all = new StringBuilder(text.substring(0, code.start()));
        for (var up = i - 1;
                up >= Math.max(0, i - 3) && page.lines().get(up).text().length() < 60;
                up--) {
            all.insert(0, page.lines().get(up).text() + ", ");
        }
        var road = ENGLISH_STREET.matcher(all);
        var street = "";
        var end = 0;
        while (road.find()) {
            street = road.group();
            end = road.end();
        }
        if (street.isEmpty()) return Optional.empty();
        var rest = all.substring(end).replaceAll("^[,\\s]+|[,\\s]+$", "").split("\\s*,\\s*");
        var city = rest.length == 0 ? "" : rest[0];
        return city.matches("\\p{Lu}[\\p{L}'’ -]{1,40}")
                ? Optional.of(new PostalAddress(street, code.group(1), city, region))
                : Optional.empty();
    }

    private static Optional<PostalAddress> american(PageText page, int i, String region) {
        var text = page.lines().get(i).text();
        var place = AMERICAN_PLACE.matcher(text);
        if (!place.find()) return withoutCode(page, i, region);
        var before =
                text.substring(0, place.start()) + (ENGLISH_STREET.matcher(text).find() ? place.group(1) : "");
        var street = street(page, i, before, ENGLISH_STREET);
        var city = place.group(1)
                .replaceFirst("^.*\\b(Street|St|Road|Rd|Avenue|Ave|Lane|Drive|Dr|Boulevard|Blvd|Way)\\b\\.?,? ?", "");
        if (street.isEmpty() || city.isBlank()) return Optional.empty();
        return Optional.of(new PostalAddress(street, place.group(3), city + ", " + place.group(2), region));
    }

    /** Without a postal code only a street right before, in the same line or the one above, makes it an address. */
    private static Optional<PostalAddress> withoutCode(PageText page, int i, String region) {
        var text = page.lines().get(i).text();
        var above = i > 0 && page.lines().get(i - 1).text().length() < 60
                ? page.lines().get(i - 1).text()
                : "";
        for (var line : new String[] {text, above + ", " + text}) {
            var street = ENGLISH_STREET.matcher(line);
            if (!street.find() || street.start() > 0) continue;
            var town = AMERICAN_TOWN.matcher(line.substring(street.end()).replaceFirst("^[,\\s]+", ""));
            if (town.matches())
                return Optional.of(new PostalAddress(street.group(), "", town.group(1) + ", " + town.group(2), region));
        }
        return Optional.empty();
    }

    /** Words that follow a city in a line and are none of it. */
    private static String trimmed(String city) {
        return city.replaceFirst("(?iU)\\s+[-–]\\s+.*$", "")
                .replaceFirst(
                        "(?iU)[ ,.-]+(tél|tel|téléphone|fax|france|siret|ouvert|horaires|mobile|email|mail|portable|port|deutschland|telefon|rcs|notre|nous)\\b.*$",
                        "");
    }
}
