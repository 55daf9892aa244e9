package io.chantier.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A browser in words, as far as it says itself what it is.
 *
 * @param browser such as {@code Firefox}; empty for one that we do not know
 * @param system such as {@code Windows}; empty for one that we do not know
 */
public record Device(String browser, String system) {

    /** What to look for, and its name; the first that is found counts, as later ones pretend to be earlier ones. */
    private static final List<List<String>> BROWSERS = List.of(
            List.of("Edg", "Edge"),
            List.of("OPR/", "Opera"),
            List.of("SamsungBrowser", "Samsung Internet"),
            List.of("Firefox/", "Firefox"),
            List.of("FxiOS", "Firefox"),
            List.of("CriOS", "Chrome"),
            List.of("Chrome/", "Chrome"),
            List.of("Safari/", "Safari"));

    private static final List<List<String>> SYSTEMS = List.of(
            List.of("Android", "Android"),
            List.of("iPhone", "iPhone"),
            List.of("iPad", "iPad"),
            List.of("CrOS", "ChromeOS"),
            List.of("Windows", "Windows"),
            List.of("Mac OS X", "macOS"),
            List.of("Linux", "Linux"));

    /** @param userAgent the header of that name */
    static Device of(@Nullable String userAgent) {
        return new Device(first(BROWSERS, userAgent), first(SYSTEMS, userAgent));
    }

    private static String first(List<List<String>> known, @Nullable String userAgent) {
        if (userAgent == null) return "";
        return known.stream()
                .filter(sign -> userAgent.contains(sign.getFirst()))
                .map(List::getLast)
                .findFirst()
                .orElse("");
    }
}
