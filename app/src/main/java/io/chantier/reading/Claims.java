package io.chantier.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds in a text what can be true or false, in forms that can be compared: phones, prices, times, legal numbers, e-mail addresses, boasts. */
public final class Claims {

    private static final Pattern EMAIL = Pattern.compile("[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+");
    private static final Pattern AT = Pattern.compile("@|[\\[(\\s](?:at|arobase)[\\])\\s]", Pattern.CASE_INSENSITIVE);
    private static final Pattern OBSCURED = Pattern.compile(
            "([\\w.+-]+)\\s*(?:@|\\[at]|\\(at\\)|\\[arobase]|\\(arobase\\)|\\s(?:at|arobase)\\s)\\s*([\\w-]+(?:\\.[\\w-]+)+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER =
            Pattern.compile("(?<![\\d.,])(?:\\+|00)?\\(?\\d(?:[\\s.()/\\u00a0\\u202f-]{0,3}\\d){6,19}(?![\\d])");
    private static final Pattern PRICE_AFTER = Pattern.compile(
            "(?<![\\d.,])(\\d{1,3}(?:[\\s.,\\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?)(?:,-|,–|\\.-)?\\s?(?:€|eur\\b|euros?\\b|chf\\b|£|\\$|francs?\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern PRICE_BEFORE = Pattern.compile(
            "(?:€|£|\\$|\\bchf|\\beur)\\s?(\\d{1,3}(?:[\\s.,\\u00a0\\u202f]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern EURO_IN_THE_MIDDLE = Pattern.compile("(?<!\\d)(\\d{1,4})\\s?€\\s?(\\d{2})(?!\\d)");
    private static final Pattern TIME = Pattern.compile(
            "(?<![\\d:])([01]?\\d|2[0-4])\\s?(?:h|:)\\s?([0-5]\\d)(?!\\d)|(?<![\\d:])([01]?\\d|2[0-4])\\s?h(?![\\p{L}\\d])"
                    + "|(?<![\\d:])([01]?\\d|2[0-4])(?:[.:]([0-5]\\d))?\\s?uhr",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TWELVE_HOURS = Pattern.compile(
            "(?<![\\d:])(1[0-2]|0?[1-9])(?:[:.]([0-5]\\d))?\\s?([ap])\\.?m\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SINCE = Pattern.compile(
            "\\b(?:depuis|since|seit|fondée? en|créée? en|founded in|established(?: in)?|est\\.?|gegründet)\\s+(?:l.an\\s+)?((?:1[6-9]|20)\\d{2})\\b",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern AMOUNT = Pattern.compile(
            "(?<![\\d.,])(\\d[\\d\\s.\\u00a0\\u202f]*)\\+?\\s?(%|ans\\b|années|years|jahren?\\b|clients\\b|customers|kunden|projets|projects|projekte|réalisations|chantiers|avis\\b|reviews|étoiles|stars|employees|salariés|mitarbeiter)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** What the words of {@link #AMOUNT} count. */
    private static final Map<String, String> KINDS = kinds(
            "years ans années jahre jahren",
            "customers clients kunden",
            "projects projets projekte réalisations chantiers",
            "reviews avis",
            "stars étoiles",
            "employees salariés mitarbeiter");

    /** A rating: {@code 4,9/5}. */
    private static final Pattern RATING = Pattern.compile("(?<![\\d.,/])(\\d(?:[.,]\\d)?)\\s?/\\s?(5|10|20)(?![\\d/])");

    private static final Pattern RANK = Pattern.compile(
            "(?<!\\p{L})(?:num[ée]ro\\s(?:1|un)|n[°º]\\s?1|number\\s(?:1|one)|no\\.?\\s1|nr\\.?\\s1|nummer\\s(?:1|eins)|leader|marktführer"
                    + "|(?:le|la|les|des)\\smeilleure?s?|the\\sbest|der\\sbeste|die\\sbesten|das\\sbeste)(?!\\p{L}|\\d)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** A postal code of five digits with the town behind it. */
    private static final Pattern PLACE = Pattern.compile("(?<![\\d.,])(\\d{5})\\s+(?=\\p{Lu}\\p{L}+)");

    private static final Pattern CREDENTIAL = Pattern.compile(
            "(?<!\\p{L})(?:certifi[ée]e?s?|agréée?s?|labellis[ée]e?s?|qualifi[ée]e?s?|certified|accredited|zertifiziert|geprüft)\\s+"
                    + "(?:par |by |durch |von )?(?-i:(\\p{Lu}[\\p{L}\\d-]+(?:\\s\\p{Lu}[\\p{L}\\d-]*)*))",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern WEB = Pattern.compile(
            "(?<![\\w@.-])(?:(?:https?|ftp)://|www\\.)([\\w-]+(?:\\.[\\w-]+)+)"
                    + "|(?<![\\w@./-])((?:[a-z0-9-]+\\.)+(?:com|net|org|info|biz|eu|fr|de|ch|be|uk|io|shop|online|site|xyz|top|ru|cn|example))(?![\\w@])",
            Pattern.CASE_INSENSITIVE);

    private Claims() {}

    private static Map<String, String> kinds(String... lines) {
        var kinds = new HashMap<String, String>();
        for (var line : lines) {
            var words = List.of(line.split(" ", -1));
            words.forEach(word -> kinds.put(word, words.getFirst()));
        }
        return Map.copyOf(kinds);
    }

    public static Set<String> emails(String text) {
        if (!AT.matcher(text).find()) return Set.of();
        var found = new LinkedHashSet<String>();
        var plain = EMAIL.matcher(text);
        while (plain.find()) found.add(plain.group().toLowerCase(Locale.ROOT).replaceAll("\\.$", ""));
        var obscured = OBSCURED.matcher(text);
        while (obscured.find()) found.add((obscured.group(1) + "@" + obscured.group(2)).toLowerCase(Locale.ROOT));
        return found;
    }

    /** Runs of seven digits and more, as digits: phones, company numbers. */
    public static Set<String> numbers(String text) {
        if (!hasDigits(text)) return Set.of();
        var found = new LinkedHashSet<String>();
        var number = NUMBER.matcher(text.replace("(0)", ""));
        while (number.find()) found.add(number.group().replaceAll("\\D", ""));
        return found;
    }

    /** The digits without the zeros that a number has only when it is dialled from nearby. */
    public static String significant(String digits) {
        return digits.replaceAll("^0+", "");
    }

    /** In cents. */
    public static Set<String> prices(String text) {
        if (!hasDigits(text)) return Set.of();
        var found = new LinkedHashSet<String>();
        for (var pattern : List.of(PRICE_AFTER, PRICE_BEFORE)) {
            var price = pattern.matcher(text);
            while (price.find()) found.add(cents(price.group(1)));
        }
        var middle = EURO_IN_THE_MIDDLE.matcher(text);
        while (middle.find()) found.add(cents(middle.group(1) + "." + middle.group(2)));
        return found;
    }

    /** A price in cents as a person reads it: {@code 45,00}. */
    public static String money(String cents) {
        var padded = "00".substring(0, Math.max(0, 3 - cents.length())) + cents;
        return padded.substring(0, padded.length() - 2) + "," + padded.substring(padded.length() - 2);
    }

    /** As {@code 08:30}. */
    public static Set<String> times(String text) {
        if (!hasDigits(text)) return Set.of();
        var found = new LinkedHashSet<String>();
        var time = TIME.matcher(text);
        while (time.find()) {
            var hour = first(time.group(1), time.group(3), time.group(4));
            found.add(time(Integer.parseInt(hour), first(time.group(2), time.group(5), "00")));
        }
        var twelve = TWELVE_HOURS.matcher(text);
        while (twelve.find()) {
            var hour = Integer.parseInt(twelve.group(1)) % 12;
            var afternoon = twelve.group(3).equalsIgnoreCase("p");
            found.add(time(afternoon ? hour + 12 : hour, first(twelve.group(2), "00", "00")));
        }
        return found;
    }

    /** What impresses: years of experience, numbers of clients, percentages. */
    public static Set<String> boasts(String text) {
        if (!hasDigits(text)) return Set.of();
        var found = new LinkedHashSet<String>();
        var since = SINCE.matcher(text);
        while (since.find()) found.add("since " + since.group(1));
        var amount = AMOUNT.matcher(text);
        while (amount.find())
            found.add(amount.group(1).replaceAll("\\D", "") + " "
                    + amount.group(2).toLowerCase(Locale.ROOT));
        var rating = RATING.matcher(text);
        while (rating.find()) found.add(rating.group(1).replace(',', '.') + "/" + rating.group(2));
        return found;
    }

    /** A boast as it is in every language: {@code 500 customers} for {@code 500 kunden}. */
    public static String meaning(String boast) {
        var parts = boast.split(" ", 2);
        if (parts.length < 2 || parts[0].equals("since")) return boast;
        return parts[0] + " " + KINDS.getOrDefault(parts[1], parts[1]);
    }

    /**
     * With the digits of every script, and those that are raised or circled where they make up a number, as those from 0 to
     * 9, and signs of full width as plain ones: what looks like a number is read as one, and an exponent or the mark of a
     * note as none.
     */
    public static String plainDigits(String text) {
        return Digits.plain(text);
    }

    /** Hosts of web addresses, written as a link or not. */
    public static Set<String> hosts(String text) {
        var found = new LinkedHashSet<String>();
        var web = WEB.matcher(text);
        while (web.find()) found.add(first(web.group(1), web.group(2), "").toLowerCase(Locale.ROOT));
        return found;
    }

    /** Postal codes that stand before a town. */
    public static Set<String> places(String text) {
        return groups(PLACE, 1, text);
    }

    /** That somebody is the first or the best, in the words of the text. */
    public static Set<String> ranks(String text) {
        return groups(RANK, 0, text);
    }

    /** Who is said to have certified the business, as it is written. */
    public static Set<String> credentials(String text) {
        return groups(CREDENTIAL, 1, text);
    }

    private static Set<String> groups(Pattern pattern, int group, String text) {
        var found = new LinkedHashSet<String>();
        var matcher = pattern.matcher(text);
        while (matcher.find()) found.add(matcher.group(group));
        return found;
    }

    /** Most sentences have none, and then there is nothing to look for. */
    private static boolean hasDigits(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private static String cents(String amount) {
        var parts = new ArrayList<>(List.of(amount.split("[\\s.,\\u00a0\\u202f]", -1)));
        var last = parts.getLast();
        var decimals = parts.size() > 1 && last.length() < 3 ? parts.removeLast() : "00";
        var whole = String.join("", parts).replaceAll("^0+(?=\\d)", "");
        return (whole + (decimals + "00").substring(0, 2)).replaceAll("^0+(?=\\d)", "");
    }

    private static String time(int hour, String minutes) {
        return String.format(Locale.ROOT, "%02d:%s", hour, minutes);
    }

    private static String first(
            @org.jspecify.annotations.Nullable String one,
            @org.jspecify.annotations.Nullable String other,
            @org.jspecify.annotations.Nullable String last) {
        if (one != null) return one;
        if (other != null) return other;
        return last == null ? "" : last;
    }
}
