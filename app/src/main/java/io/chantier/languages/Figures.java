package io.chantier.languages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stays as it is when a text is translated: numbers, telephone numbers, mail and web addresses. */
final class Figures {

    private static final Pattern FIGURE = Pattern.compile(
            "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+|https?://\\S+|\\+?\\d(?:[\\d\\s.,:/()\\u00a0\\u202f-]*\\d)?");

    private Figures() {}

    /**
     * The translation of a text in which only figures changed.
     *
     * @param before what was translated
     * @param now what stands there
     * @return empty where more changed, or where the translation does not have the figures as they were
     */
    static Optional<String> carried(String before, String now, String translation) {
        if (!FIGURE.matcher(before).replaceAll("0").equals(FIGURE.matcher(now).replaceAll("0")))
            return Optional.empty();
        var old = all(before);
        var fresh = all(now);
        var changed = new HashMap<String, String>();
        for (var i = 0; i < old.size(); i++) {
            var other = changed.putIfAbsent(old.get(i), fresh.get(i));
            if (other != null && !other.equals(fresh.get(i))) return Optional.empty();
        }
        changed.entrySet().removeIf(one -> one.getKey().equals(one.getValue()));
        var found = new HashSet<String>();
        var carried = FIGURE.matcher(translation).replaceAll(figure -> {
            var next = changed.get(figure.group());
            if (next != null) found.add(figure.group());
            return Matcher.quoteReplacement(next == null ? figure.group() : next);
        });
        return found.equals(changed.keySet()) ? Optional.of(carried) : Optional.empty();
    }

    private static List<String> all(String text) {
        var figures = new ArrayList<String>();
        var figure = FIGURE.matcher(text);
        while (figure.find()) figures.add(figure.group());
        return figures;
    }
}
