package io.chantier.reading.text;

import io.chantier.reading.crawl.Links;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** Finds out which file an image element shows, also where a script would load it later. */
public final class Pictures {

    private static final Pattern CANDIDATE = Pattern.compile("(\\S+)\\s+(\\d+)w");

    private Pictures() {}

    /** The absolute address, or empty where there is none. */
    public static String source(Element image) {
        for (var name : new String[] {"data-src", "data-lazy-src", "data-original", "src", "href"}) {
            var value = image.attr(name);
            if (value.isBlank() || value.startsWith("data:")) continue;
            return Links.resolve(image.baseUri(), value).map(Object::toString).orElse("");
        }
        return largest(image);
    }

    private static String largest(Element image) {
        var best = "";
        var width = 0;
        var match = CANDIDATE.matcher(image.attr("srcset") + " " + image.attr("data-srcset"));
        while (match.find()) {
            if (match.group(2).length() > 5 || Integer.parseInt(match.group(2)) <= width) continue;
            width = Integer.parseInt(match.group(2));
            best = match.group(1);
        }
        return best.isEmpty()
                ? ""
                : Links.resolve(image.baseUri(), best).map(Object::toString).orElse("");
    }
}
