package io.chantier.reading.facts;

import io.chantier.reading.Fact.Kind;
import io.chantier.reading.Fact.Place;
import io.chantier.reading.facts.Findings.Found;
import io.chantier.reading.text.PageText;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Finds e-mail addresses in {@code mailto:} links and in text, also where they hide from robots in a simple way. */
final class EmailFinder implements Finder {

    private static final Pattern EMAIL = Pattern.compile("[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]+\\.)+[A-Za-z]{2,24}");
    private static final Pattern HIDDEN = Pattern.compile(
            "(?iU)([a-z0-9._%+-]{2,64})\\s*(?:\\[\\s*(?:at|@|arobase|a)\\s*]|\\(\\s*(?:at|@|arobase|a)\\s*\\)|\\{at}|\\s+(?:at|arobase|chez)\\s+)\\s*"
                    + "([a-z0-9-]{2,63}(?:(?:\\s*(?:\\[\\s*(?:dot|point|punkt|\\.)\\s*]|\\(\\s*(?:dot|point|punkt|\\.)\\s*\\))\\s*|\\s+(?:dot|point|punkt)\\s+|\\.)[a-z0-9-]{2,63}){1,3})(?![a-z0-9.-]*@)");
    private static final Pattern DOT =
            Pattern.compile("(?iU)\\s*[\\[(]\\s*(?:dot|point|punkt|\\.)\\s*[\\])]\\s*|\\s+(?:dot|point|punkt)\\s+");

    @Override
    public void find(PageText page, SiteContext site, Findings into) {
        for (var link : page.page().dom().select("a[href^=mailto:], a[href^=MAILTO:], area[href^=mailto:]")) {
            var address =
                    decoded(link.attr("href").substring(7)).split("[?&]", 2)[0].strip();
            var around = link.parent() == null ? link.text() : link.parent().text();
            for (var one : address.split("[,;]"))
                put(into, one.strip(), Excerpt.of(page, around.isBlank() ? one : around, "link"), 4);
        }
        for (var hidden : page.page().dom().select("[data-cfemail]")) {
            put(into, unscrambled(hidden.attr("data-cfemail")), Excerpt.of(page, hidden.text(), "link"), 3);
        }
        for (var i = 0; i < page.lines().size(); i++) text(page, i, into);
    }

    private static void text(PageText page, int index, Findings into) {
        var text = page.lines().get(index).text();
        if (text.length() > 5_000) return;
        var match = EMAIL.matcher(text);
        while (match.find()) put(into, match.group(), Excerpt.text(page, index), Excerpt.weight(page));
        if (text.indexOf('@') >= 0 && !text.contains("[@]") && !text.contains("(@)")) return;
        var hidden = HIDDEN.matcher(text);
        while (hidden.find()) {
            var bare = hidden.group().matches("(?iU).*\\s(at|chez)\\s.*");
            var domain = DOT.matcher(hidden.group(2)).replaceAll(".");
            // "look at example.org" is no address unless the dot is spelled out too
            if (bare && domain.equals(hidden.group(2))) continue;
            put(into, hidden.group(1) + "@" + domain, Excerpt.text(page, index), Excerpt.weight(page));
        }
    }

    static void put(Findings into, String address, Place place, double weight) {
        var clean = address.replaceFirst("^[.]+", "").replaceFirst("[.]+$", "");
        if (!EMAIL.matcher(clean).matches()) return;
        if (Placeholders.isEmail(clean)) {
            into.leaveOut(place.page(), clean);
            return;
        }
        into.add(new Found(Kind.EMAIL, clean.toLowerCase(Locale.ROOT), clean, Map.of(), place, weight));
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** What Cloudflare makes of addresses: each byte combined with the first. */
    private static String unscrambled(String hex) {
        if (!hex.matches("([0-9a-f]{2}){6,100}")) return "";
        var key = Integer.parseInt(hex.substring(0, 2), 16);
        var plain = new StringBuilder();
        for (var i = 2; i < hex.length(); i += 2)
            plain.append((char) (Integer.parseInt(hex.substring(i, i + 2), 16) ^ key));
        return plain.toString();
    }
}
