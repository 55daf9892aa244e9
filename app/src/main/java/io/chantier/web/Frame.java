package io.chantier.web;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every template gets as {@code frame}: the reader's words, who reads, where they are.
 *
 * @param visitor null where nobody is signed in
 * @param house what the installation gives to every page
 */
public record Frame(
        Words words,
        Locale locale,
        @Nullable Visitor visitor,
        CsrfField csrf,
        Place place,
        List<NavigationEntry> navigation,
        House.Seen house) {

    /**
     * Where the reader is, and how they like it.
     *
     * @param theme {@code light}, {@code dark} or {@code auto}
     * @param done key of the words for what was just done, shown once; empty for nothing
     */
    public record Place(String path, String theme, String done) {}

    /** What a form sends with it, so that no other site can send it in our reader's name. */
    public record CsrfField(String parameter, String header, String token) {}

    public String say(String key) {
        return words.say(locale, key);
    }

    /** @param arguments names and values in turn: {@code say("site.pages", "count", 3)} */
    public String say(String key, Object... arguments) {
        var named = new HashMap<String, String>();
        for (int at = 0; at + 1 < arguments.length; at += 2) {
            named.put(String.valueOf(arguments[at]), String.valueOf(arguments[at + 1]));
        }
        return words.say(locale, key, named);
    }

    public String say(String key, Map<String, String> arguments) {
        return words.say(locale, key, arguments);
    }

    /** The words of a key that not everything has, else the text itself. */
    public String sayIfKnown(String key, String text) {
        return words.has(locale, key) ? say(key) : text;
    }

    public String language() {
        return locale.getLanguage();
    }

    /** What so many sites will cost, in words; empty where they cost nothing. */
    public String languagePrice() {
        return house.prices().ofLanguage(locale);
    }

    public String price(int sites) {
        return house.prices().of(sites, locale);
    }

    /** The header that htmx sends with each request, as JSON for {@code hx-headers}. */
    public String csrfHeaders() {
        return "{\"" + csrf.header() + "\":\"" + csrf.token() + "\"}";
    }

    /** The words for a number of things: {@code key.none}, {@code key.one} or {@code key.many} with {@code {n}}. */
    public String count(String key, long n) {
        var form = n == 0 ? ".none" : n == 1 ? ".one" : ".many";
        return say(key + form, "n", String.format(locale, "%,d", n));
    }

    /** How long ago, in words; the day after a week. */
    public String ago(Instant then) {
        return Times.ago(this, then);
    }

    /** The moment in full. */
    public String exactly(Instant then) {
        return Times.exactly(this, then);
    }

    /** {@code 12 décembre 2026}. */
    public String day(Instant then) {
        return Times.day(this, then);
    }

    public String clock(Instant then) {
        return Times.clock(then);
    }

    /** A duration as people time work: {@code 0,4 s}, {@code 12 s}, {@code 3 min 05 s}. */
    public String took(Instant from, Instant to) {
        return Times.took(this, from, to);
    }

    /** A number of bytes as people say it: {@code 1,2 Mo}. */
    public String bytes(long n) {
        if (n < 1_000_000) return say("page.size.kilo", "n", String.format(locale, "%,d", Math.ceilDiv(n, 1000)));
        if (n < 1_000_000_000) return say("page.size.mega", "n", String.format(locale, "%,.1f", n / 1e6));
        return say("page.size.giga", "n", String.format(locale, "%,.1f", n / 1e9));
    }

    /** A number as people write it. */
    public String number(double n) {
        return n == Math.rint(n) ? String.format(locale, "%,d", (long) n) : String.format(locale, "%,.1f", n);
    }

    /** Whether the reader may make and change things; others see no buttons. */
    public boolean mayWrite() {
        return visitor != null && visitor.standing().writes();
    }

    /** Whether the reader may archive, delete and look after the members. */
    public boolean mayManage() {
        return visitor != null && visitor.standing().manages();
    }

    /** Whether the reader came in by a link and has no account: nothing of the dashboard is offered to them. */
    public boolean isGuest() {
        return visitor != null && visitor.isGuest();
    }

    /** Where the link of a guest leads. */
    public String door() {
        return Guest.doorOf(path());
    }

    /** The theme that the page starts with; {@code auto} is settled by the browser before the first paint. */
    public String startTheme() {
        return place.theme().equals("dark") ? "dark" : "light";
    }

    public String path() {
        return place.path();
    }

    /** Whether this page lies under an entry of the navigation, and under none that lies deeper. */
    public boolean isAt(NavigationEntry entry) {
        return isUnder(entry)
                && navigation.stream()
                        .filter(this::isUnder)
                        .noneMatch(other -> other.path().length() > entry.path().length());
    }

    private boolean isUnder(NavigationEntry entry) {
        var at = path();
        return at.equals(entry.path()) || (!entry.path().equals("/") && at.startsWith(entry.path() + "/"));
    }
}
