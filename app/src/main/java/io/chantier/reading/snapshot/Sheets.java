package io.chantier.reading.snapshot;

import io.chantier.reading.crawl.Links;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes style rules that need no other address: imports are put in, pictures and fonts become part of the rule. */
final class Sheets {

    private static final int DEEPEST_IMPORT = 3;
    private static final int LONGEST = 1 << 20;
    private static final Pattern IMPORT =
            Pattern.compile("(?i)@import\\s+(?:url\\(\\s*)?['\"]?([^'\");\\s]{1,2000})['\"]?\\s*\\)?[^;{}]{0,200};");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)url\\(\\s*(?:\"([^\"]{0,4000})\"|'([^']{0,4000})'|([^'\")\\s]{0,4000}))\\s*\\)");
    private static final Pattern COMMENT = Pattern.compile("/\\*[^*]*+\\*++(?:[^/*][^*]*+\\*++)*+/");
    private static final String NOTHING = "url(\"data:,\")";

    private final Belongings belongings;

    Sheets(Belongings belongings) {
        this.belongings = belongings;
    }

    /** @param base the address that relative ones in the rules start from */
    String alone(String rules, String base) {
        return pictured(imported(rules, base, 0), base).replace("</", "<\\/");
    }

    /** The rules of a style sheet on the web; empty where it cannot be had. */
    String of(URI address) {
        return belongings
                .style(address)
                .map(rules -> alone(rules, address.toString()))
                .orElse("");
    }

    private String imported(String given, String base, int depth) {
        var rules = COMMENT.matcher(given.length() > LONGEST ? given.substring(0, LONGEST) : given)
                .replaceAll(" ");
        return IMPORT.matcher(rules)
                .replaceAll(
                        match -> Matcher.quoteReplacement(depth >= DEEPEST_IMPORT ? "" : sheet(match, base, depth)));
    }

    private String sheet(MatchResult match, String base, int depth) {
        return Links.resolve(base, match.group(1))
                .flatMap(address -> belongings
                        .style(address)
                        .map(rules -> pictured(imported(rules, address.toString(), depth + 1), address.toString())))
                .orElse("");
    }

    private String pictured(String rules, String base) {
        belongings.fetch(addresses(rules, base));
        return ADDRESS.matcher(rules).replaceAll(match -> Matcher.quoteReplacement(inside(given(match), base)));
    }

    private static List<URI> addresses(String rules, String base) {
        var found = new ArrayList<URI>();
        var match = ADDRESS.matcher(rules);
        while (match.find()) Links.resolve(base, given(match)).ifPresent(found::add);
        return found;
    }

    private String inside(String address, String base) {
        var lower = address.toLowerCase(Locale.ROOT);
        if (lower.startsWith("data:image/") || lower.startsWith("data:font/") || lower.startsWith("#"))
            return "url(\"" + address.replace("\"", "%22") + "\")";
        return Links.resolve(base, address)
                .flatMap(belongings::inside)
                .map(data -> "url(\"" + data + "\")")
                .orElse(NOTHING);
    }

    private static String given(MatchResult match) {
        for (var group = 1; group <= 3; group++) if (match.group(group) != null) return match.group(group);
        return "";
    }
}
