package io.chantier.reading.facts;

import io.chantier.reading.text.PageText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Guesses the country of a business, without which a national phone number means nothing. */
public final class Regions {

    private static final Map<String, String> BY_DOMAIN = Map.ofEntries(
            Map.entry("fr", "FR"),
            Map.entry("be", "BE"),
            Map.entry("ch", "CH"),
            Map.entry("lu", "LU"),
            Map.entry("de", "DE"),
            Map.entry("at", "AT"),
            Map.entry("uk", "GB"),
            Map.entry("ie", "IE"),
            Map.entry("us", "US"),
            Map.entry("ca", "CA"),
            Map.entry("au", "AU"),
            Map.entry("nz", "NZ"),
            Map.entry("es", "ES"),
            Map.entry("it", "IT"),
            Map.entry("nl", "NL"),
            Map.entry("bzh", "FR"),
            Map.entry("paris", "FR"),
            Map.entry("berlin", "DE"));
    private static final Pattern UK = Pattern.compile("\\b[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}\\b|\\+44|\\bLtd\\b");
    private static final Pattern US = Pattern.compile(
            "\\b[A-Z]{2},? \\d{5}(-\\d{4})?\\b|\\(\\d{3}\\) \\d{3}-\\d{4}|\\b\\d{3}[-.]\\d{3}[-.]\\d{4}\\b");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\+1[ (]*\\d*[) -]*555[\\d -]*|\\+1 ?\\(?555[\\d) -]*");
    private static final Pattern CODE =
            Pattern.compile("(?:\\+|\\b00)(33|32|41|49|43|44|1|352|353|34|39|31)(?=[ .()\\d])");
    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry("33", "FR"),
            Map.entry("32", "BE"),
            Map.entry("41", "CH"),
            Map.entry("49", "DE"),
            Map.entry("43", "AT"),
            Map.entry("44", "GB"),
            Map.entry("1", "US"),
            Map.entry("352", "LU"),
            Map.entry("353", "IE"),
            Map.entry("34", "ES"),
            Map.entry("39", "IT"),
            Map.entry("31", "NL"));

    private Regions() {}

    public static String of(String host, String language, List<PageText> pages) {
        var top = host.substring(host.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var known = BY_DOMAIN.get(top);
        if (known != null) return known;
        var text = new StringBuilder();
        for (var page : pages)
            for (var line : page.lines()) text.append(line.text()).append('\n');
        for (var page : pages)
            page.page()
                    .dom()
                    .select("a[href^=tel:]")
                    .forEach(link -> text.append(link.attr("href")).append('\n'));
        var code = CODE.matcher(PLACEHOLDER.matcher(text).replaceAll(" "));
        if (code.find()) {
            var region = BY_CODE.get(code.group(1));
            if (region != null) return region;
        }
        return switch (language) {
            case "fr" -> "FR";
            case "de" -> "DE";
            case "es" -> "ES";
            case "it" -> "IT";
            case "nl" -> "NL";
            default -> UK.matcher(text).find() && !US.matcher(text).find() ? "GB" : "US";
        };
    }
}
