package io.chantier.web;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every template gets as {@code frame}: the reader's words, who reads, where they are.
 *
 * @param visitor null where nobody is signed in
 * @param path the path of this page
 */
public record Frame(
        Words words,
        Locale locale,
        @Nullable Visitor visitor,
        CsrfField csrf,
        String path,
        List<NavigationEntry> navigation) {

    /** What a form sends with it, so that no other site can send it in our reader's name. */
    public record CsrfField(String parameter, String header, String token) {}

    public String say(String key) {
        return words.say(locale, key);
    }

    /** @param arguments names and values in turn: {@code say("site.pages", "count", "3")} */
    public String say(String key, String... arguments) {
        var named = new HashMap<String, String>();
        for (int at = 0; at + 1 < arguments.length; at += 2) named.put(arguments[at], arguments[at + 1]);
        return words.say(locale, key, named);
    }

    public String say(String key, Map<String, String> arguments) {
        return words.say(locale, key, arguments);
    }

    public String language() {
        return locale.getLanguage();
    }

    /** The header that htmx sends with each request, as JSON for {@code hx-headers}. */
    public String csrfHeaders() {
        return "{\"" + csrf.header() + "\":\"" + csrf.token() + "\"}";
    }

    /** Whether this page lies under an entry of the navigation. */
    public boolean isAt(NavigationEntry entry) {
        return entry.path().equals("/") ? path.equals("/") : path.startsWith(entry.path());
    }
}
