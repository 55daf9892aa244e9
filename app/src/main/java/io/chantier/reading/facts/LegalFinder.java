package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import io.chantier.reading.text.Words;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what the law makes a business print: register and tax numbers, checked by their check digits, form, director. */
final class LegalFinder implements Finder {

    private static final Pattern SIRET = Pattern.compile(
            "(?<!\\d)(\\d{3}[ .]?\\d{3}[ .]?\\d{3}[ .-]{0,3}\\d{5}|\\d{3}[ .]?\\d{3}[ .]?\\d{3}[ .]?\\d{2}[ .]?\\d{3})(?!\\d)");
    private static final Pattern SIREN =
            Pattern.compile("(?iU)siren[^\\d\\n]{0,20}(\\d{3}[ .]?\\d{3}[ .]?\\d{3})(?![ .]?\\d)");
    private static final Pattern RCS_AFTER = Pattern.compile(
            "(?:R\\.?C\\.?S\\.?|(?i:registre du commerce(?: et des soci[ée]t[ée]s)?(?: de)?))\\s*:?\\s*(?:de |d'|n°\\s*)?([\\p{Lu}][\\p{L}' -]{1,30}?)?\\s*(?:(?:sous le )?(?:n°|num[ée]ro)\\s*)?:?\\s*([AB]\\s?)?(\\d{3}[ .]?\\d{3}[ .]?\\d{3})(?!\\d)");
    private static final Pattern RCS_BEFORE = Pattern.compile(
            "(?<!\\d)(\\d{3}[ .]?\\d{3}[ .]?\\d{3})\\s+R\\.?C\\.?S\\.?\\s+(?:de )?([\\p{Lu}][\\p{L}'-]{1,30}(?: [\\p{Lu}][\\p{L}'-]+)?)");
    private static final Pattern REGISTER = Pattern.compile(
            "(?:(Amtsgericht|Registergericht:?(?: Amtsgericht)?) ([\\p{Lu}][\\p{L}-]+)[,:;]?\\s*)?\\b(HR[AB]\\s?(?:Nr\\.?\\s?)?\\d{1,7})\\b(?:,?\\s*\\(?(?:Amtsgericht|Registergericht) ([\\p{Lu}][\\p{L}-]+))?");
    private static final Pattern COMPANY_NUMBER = Pattern.compile(
            "(?iU)\\b(?:company (?:registration )?(?:no\\.?|number|reg(?:istration)?\\.? no\\.?)|registered (?:in england(?: and wales)?[ ,]*)?(?:no\\.?|number))\\s*:?\\s*((?:SC|NI|OC)?\\d{6,8})\\b");
    private static final Pattern VAT = Pattern.compile(
            "(?<![A-Z\\d])(FR ?[\\dA-Z]{2} ?\\d{3} ?\\d{3} ?\\d{3}|DE ?\\d{3} ?\\d{3} ?\\d{3}|GB ?\\d{3} ?\\d{4} ?\\d{2}|BE ?[01]?\\d{3}[. ]?\\d{3}[. ]?\\d{3}|ATU ?\\d{8}|LU ?\\d{8}|CHE-\\d{3}\\.\\d{3}\\.\\d{3}(?: (?:MWST|TVA|IVA))?|IE ?\\d{7}[A-Z]{1,2}|NL ?\\d{9}B\\d{2})(?![A-Z\\d])");
    private static final Pattern CAPITAL = Pattern.compile(
            "(?iU)(?:au )?capital(?: social)?\\s*(?:de|:)?\\s*([\\d][\\d .]{2,14}(?:,\\d{2})?)\\s?(€|euros?)|stammkapital\\s*:?\\s*([\\d.]{4,14}(?:,\\d{2})?)\\s?(€|euro)");
    private static final String FORMS =
            "S\\.?A\\.?R\\.?L\\.?U?|E\\.?U\\.?R\\.?L\\.?|SASU|S\\.?A\\.?S\\.?|SCOP|EIRL|SNC|SCP|GmbH(?: & Co\\. KG)?|UG \\(haftungsbeschränkt\\)|e\\.\\s?K\\.|OHG|GbR|Ltd\\.?|Limited|LLP|LLC|Inc\\.?|PLC|SPRL|SRL";
    private static final Pattern NAME_OF_FORM = Pattern.compile(
            "\\b(?<first>SARL|EURL|SASU|SAS|SCOP|EIRL|SNC)\\s+(?<name>[\\p{Lu}][\\p{L}\\d&'’.-]*(?:\\s+(?:[\\p{Lu}][\\p{L}\\d&'’.-]*|et|&|de|du|des|la|le|les|d'|l'|fils|frères)(?![\\p{L}]))*)|(?<pre>[\\p{Lu}][\\p{L}\\d&'’.-]*(?:\\s+(?:[\\p{Lu}][\\p{L}\\d&'’.-]*|et|&|und|and|de|du|des|la|le)(?![\\p{L}])){0,5}),?\\s+(?<last>"
                    + FORMS + ")(?![\\p{L}\\d])");
    private static final Pattern DIRECTOR = Pattern.compile(
            "(?i:directeur(?:\\s*\\(trice\\)|trice)? de (?:la )?publication|directrice de (?:la )?publication|responsable de (?:la )?publication|geschäftsführer(?:in)?|inhaber(?:in)?|vertreten durch|gérante?|managing director|proprietor)\\s*(?::|est|ist|is|,)?\\s*(?:(?i:m\\.|mme|monsieur|madame|herr|frau|mr\\.?|mrs\\.?|ms\\.?|den geschäftsführer|die geschäftsführerin)\\s*)?(\\p{Lu}[\\p{L}'’-]+(?:\\s+(?:von |de |le |la |d')?\\p{Lu}[\\p{L}'’.-]+){1,3})");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var i = 0; i < page.lines().size(); i++) {
            var line = page.lines().get(i);
            if (!line.picture().isEmpty() || line.text().length() > 3_000) continue;
            numbers(page, i, line.text(), into);
            register(page, i, line.text(), into);
            company(page, i, line.text(), into);
        }
    }

    private static void numbers(PageText page, int i, String text, Findings into) {
        var siret = SIRET.matcher(text);
        while (siret.find()) {
            var digits = siret.group().replaceAll("\\D", "");
            if (digits.length() == 14 && isLuhn(digits))
                add(page, i, Kind.SIRET, digits, siret.group(), Map.of(), into);
        }
        var siren = SIREN.matcher(text);
        while (siren.find()) {
            var digits = siren.group(1).replaceAll("\\D", "");
            if (isLuhn(digits)) add(page, i, Kind.SIREN, digits, siren.group(1), Map.of(), into);
        }
        var vat = VAT.matcher(text);
        while (vat.find()) {
            var value = vat.group(1).replaceAll("[ .]", "");
            var stands = value.startsWith("FR")
                    ? isFrenchVat(value)
                    : text.matches("(?iU).*(ust|umsatzsteuer|vat|tva|mwst|uid|tax).*");
            if (stands) add(page, i, Kind.VAT, value, vat.group(1), Map.of(), into);
        }
    }

    private static void register(PageText page, int i, String text, Findings into) {
        var before = RCS_BEFORE.matcher(text);
        if (before.find()) rcs(page, i, before.group(2), before.group(1), before.group(), into);
        var after = RCS_AFTER.matcher(text);
        if (after.find())
            rcs(page, i, after.group(1) == null ? "" : after.group(1), after.group(3), after.group(), into);
        var german = REGISTER.matcher(text);
        if (german.find()) {
            var city = german.group(2) == null ? german.group(4) : german.group(2);
            var number = german.group(3).replaceAll("(?iU)\\s|nr\\.?", "");
            add(
                    page,
                    i,
                    Kind.RCS,
                    number,
                    german.group(),
                    city == null ? Map.of("number", number) : Map.of("number", number, "city", city),
                    into);
        }
        var english = COMPANY_NUMBER.matcher(text);
        if (english.find())
            add(page, i, Kind.RCS, english.group(1), english.group(), Map.of("number", english.group(1)), into);
    }

    private static void rcs(PageText page, int i, String city, String number, String shown, Findings into) {
        var digits = number.replaceAll("\\D", "");
        if (!isLuhn(digits)) return;
        Map<String, String> parts = new LinkedHashMap<>(Map.of("number", digits));
        if (!city.isBlank()) parts.put("city", Words.tidy(city));
        add(page, i, Kind.RCS, digits, shown, parts, into);
    }

    private static void company(PageText page, int i, String text, Findings into) {
        var capital = CAPITAL.matcher(text);
        var hasCapital = capital.find();
        var name = NAME_OF_FORM.matcher(text);
        if ((hasCapital || page.isLegal() || text.contains("©") || text.length() < 80) && name.find()) {
            var form = name.group("first") == null ? name.group("last") : name.group("first");
            var full = name.group("first") == null
                    ? name.group("pre") + " " + form
                    : name.group("first") + " " + name.group("name");
            var clean = Words.tidy(full)
                    .replaceFirst("(?iU)\\s+(au|capital|siret|rcs)$", "")
                    .replaceFirst("(?iU)^(©|copyright|\\d{4}|société|firma|entreprise|by)\\s+", "");
            add(page, i, Kind.LEGAL_NAME, Words.fold(clean), clean, Map.of(), into);
            var parts = hasCapital ? Map.of("capital", capital(capital)) : Map.<String, String>of();
            add(page, i, Kind.LEGAL_FORM, form.replaceAll("[. ]", "").toUpperCase(Locale.ROOT), form, parts, into);
        }
        var director = DIRECTOR.matcher(text);
        if (director.find() && !Placeholders.isName(director.group(1))) {
            add(page, i, Kind.DIRECTOR, Words.fold(director.group(1)), Words.tidy(director.group(1)), Map.of(), into);
        }
    }

    private static String capital(Matcher match) {
        var amount = match.group(1) == null ? match.group(3) : match.group(1);
        return Words.tidy(amount) + " €";
    }

    private static void add(
            PageText page, int i, Kind kind, String value, String shown, Map<String, String> parts, Findings into) {
        into.add(new Found(kind, value, Words.tidy(shown), parts, Excerpt.text(page, i), Excerpt.weight(page)));
    }

    /** The check digit of SIREN and SIRET; La Poste's own SIRETs count otherwise, and La Poste needs no site of ours. */
    static boolean isLuhn(String digits) {
        var sum = 0;
        for (var i = 0; i < digits.length(); i++) {
            var digit = digits.charAt(digits.length() - 1 - i) - '0';
            var twice = i % 2 == 1 ? digit * 2 : digit;
            sum += twice > 9 ? twice - 9 : twice;
        }
        return sum % 10 == 0 && !digits.matches("0+");
    }

    private static boolean isFrenchVat(String value) {
        var siren = value.substring(4);
        if (!isLuhn(siren)) return false;
        var key = value.substring(2, 4);
        return !key.matches("\\d\\d") || Integer.parseInt(key) == (12 + 3 * (Long.parseLong(siren) % 97)) % 97;
    }
}
