package io.chantier.reading.facts;

import io.chantier.reading.facts.Week.Day;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Understands "du lundi au vendredi de 8h à 12h et de 14h à 18h, fermé le dimanche", "Mon-Fri 9am-5pm", "Mo-Fr 8-12 Uhr".
 * Days hold for the times after them until other days come; a text with a date is an event, not opening hours.
 */
final class HoursParser {

    private static final String DAY =
            "(?<day>lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
                    + "|lun|mar|mer|jeu|ven|sam|dim|mon|tues?|weds?|thur?s?|fri|sat|sun|mo|di|mi|do|fr|sa|so|tu|we|th|su)s?\\b(?:(?<=\\b[a-z]{2,4})\\.)?";
    private static final String TIME =
            "(?:(?<![\\d.,])(?<%1$sh>[01]?\\d|2[0-4])(?: ?(?<%1$sm1>h|:|\\.) ?(?<%1$smin>[0-5]\\d)|(?<%1$sm2>\\s?h(?:eures)?\\b))?\\s?(?<%1$su>uhr|am\\b|pm\\b|a\\.m\\.|p\\.m\\.)?(?![\\d€%%])|(?<%1$sn>midi|noon|mittags|midnight|minuit))";
    private static final String SPAN = "(?:de |von |from |dès )?" + TIME.formatted("a")
            + "\\s*(?:-|–|—|à|a|au|to|till?|until|bis|jusqu['’]à|jusqu['’]au|/)\\s*" + TIME.formatted("b");
    private static final Pattern TOKEN = Pattern.compile("(?<span>" + SPAN + ")"
            + "|(?<all>tous les jours|7\\s?j(?:ours)?\\s?/\\s?7|every ?day|daily|täglich|7 days a week|7/7)|(?<week>en semaine|weekdays|werktags|jours ouvrables)|(?<end>week-?ends?|wochenende)"
            + "|(?<closed>ferm[ée]e?s?|closed|geschlossen|ruhetag|fermeture)"
            + "|\\b" + DAY
            + "|(?<to>\\s(?:au|à|to|through|thru|bis|-|–|—)\\s|(?<=[a-z.])\\s?[-–—]\\s?(?=[a-z]))|(?<stop>[\\n.;!])");
    private static final Pattern DATE = Pattern.compile(
            "\\b\\d{1,2}(?:er|st|nd|rd|th|\\.)?\\s?(?:of )?(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|january|february|march|april|june|july|august|september|october|november|december|januar|februar|märz|juni|juli|oktober|dezember)\\b|\\b\\d{1,2}[./]\\d{1,2}[./]\\d{2,4}\\b|\\b(?:january|february|march|april|june|july|august|september|october|november|december) \\d{1,2}(?:st|nd|rd|th)?\\b");
    private static final Pattern NOT_OPENING = Pattern.compile(
            "permanence t[ée]l[ée]phonique|par t[ée]l[ée]phone|livraison|delivery|standard t[ée]l|hotline|support|notdienst|cours de|stage|march[ée] de|happy hour");
    private static final Map<String, Day> DAYS = Map.ofEntries(
            Map.entry("lu", Day.MO),
            Map.entry("mar", Day.TU),
            Map.entry("mer", Day.WE),
            Map.entry("je", Day.TH),
            Map.entry("ve", Day.FR),
            Map.entry("sa", Day.SA),
            Map.entry("dim", Day.SU),
            Map.entry("mo", Day.MO),
            Map.entry("tu", Day.TU),
            Map.entry("we", Day.WE),
            Map.entry("th", Day.TH),
            Map.entry("fr", Day.FR),
            Map.entry("su", Day.SU),
            Map.entry("di", Day.TU),
            Map.entry("mi", Day.WE),
            Map.entry("do", Day.TH),
            Map.entry("so", Day.SU));

    private final Week week = new Week();
    private final Set<Day> days = EnumSet.noneOf(Day.class);
    private @Nullable Day rangeFrom;
    private boolean isRange;
    private boolean used;
    private boolean closing;

    private HoursParser() {}

    static Optional<Week> parse(String raw) {
        var text = raw.toLowerCase(Locale.ROOT).replace('\u00a0', ' ');
        if (DATE.matcher(text).find() || NOT_OPENING.matcher(text).find()) return Optional.empty();
        var parser = new HoursParser();
        var match = TOKEN.matcher(text);
        while (match.find()) parser.token(match);
        return parser.week.isEmpty() ? Optional.empty() : Optional.of(parser.week);
    }

    /** Whether a line has anything to do with hours, so that a run of such lines can be read as one. */
    static boolean hasDay(String text) {
        var match = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (match.find()) {
            if (match.group("day") != null && match.group("day").length() > 1 && isDayAlone(text, match)
                    || match.group("all") != null
                    || match.group("week") != null
                    || match.group("end") != null) return true;
        }
        return false;
    }

    static boolean hasSpan(String text) {
        var match = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (match.find()) if (match.group("span") != null && span(match) != null) return true;
        return false;
    }

    static boolean hasClosed(String text) {
        var match = TOKEN.matcher(text.toLowerCase(Locale.ROOT));
        while (match.find()) if (match.group("closed") != null) return true;
        return false;
    }

    /** "so", "do", "we", "mar" are also words; a short form counts only with a capital or a full stop or colon. */
    private static boolean isDayAlone(String text, Matcher match) {
        if (match.group("day").length() > 3) return true;
        var start = match.start("day");
        return start < text.length() && Character.isUpperCase(text.charAt(start));
    }

    private void token(Matcher match) {
        if (match.group("day") != null) day(dayOf(match.group("day")));
        else if (match.group("all") != null) days(EnumSet.allOf(Day.class));
        else if (match.group("week") != null) days(EnumSet.range(Day.MO, Day.FR));
        else if (match.group("end") != null) days(EnumSet.of(Day.SA, Day.SU));
        else if (match.group("to") != null) isRange = !days.isEmpty() && !used;
        else if (match.group("closed") != null) closed();
        else if (match.group("stop") != null) stop();
        else times(match);
    }

    private void stop() {
        closing = false;
        isRange = false;
    }

    private void closed() {
        if (!days.isEmpty() && !used) used = true;
        else closing = true;
    }

    private void day(Day day) {
        if (used) {
            days.clear();
            used = false;
            rangeFrom = null;
        }
        if (isRange && rangeFrom != null) {
            for (var i = rangeFrom.ordinal(); ; i = (i + 1) % 7) {
                days.add(Day.values()[i]);
                if (i == day.ordinal()) break;
            }
        } else {
            days.add(day);
        }
        rangeFrom = day;
        isRange = false;
        if (closing) used = true;
    }

    private void days(Set<Day> some) {
        if (used) days.clear();
        days.addAll(some);
        used = closing;
    }

    private void times(Matcher match) {
        var span = span(match);
        isRange = false;
        if (span == null || closing || days.isEmpty()) return;
        week.add(days, span[0], span[1]);
        used = true;
    }

    private static int @Nullable [] span(Matcher match) {
        if (isBare(match, "a") && isBare(match, "b")) return null;
        var evening = isPm(match, "b") && match.group("au") == null && match.group("an") == null;
        var closes = minutes(match, "b");
        var opens = minutes(match, "a");
        // "6-10pm" is the evening, "9-5pm" is not
        if (evening && opens < 12 * 60 && opens + 12 * 60 < closes) opens += 12 * 60;
        if (opens >= closes && closes > 6 * 60 || opens > 24 * 60 || closes > 24 * 60) return null;
        return new int[] {opens, closes};
    }

    /** A number without anything that makes it a time. */
    private static boolean isBare(Matcher match, String which) {
        return match.group(which + "m1") == null
                && match.group(which + "m2") == null
                && match.group(which + "u") == null
                && match.group(which + "n") == null;
    }

    private static boolean isPm(Matcher match, String which) {
        var unit = match.group(which + "u");
        return unit != null && unit.startsWith("p");
    }

    private static int minutes(Matcher match, String which) {
        var word = match.group(which + "n");
        if (word != null)
            return word.startsWith("mi") && (word.equals("minuit") || word.equals("midnight")) ? 24 * 60 : 12 * 60;
        var hour = Integer.parseInt(match.group(which + "h"));
        var minute = match.group(which + "min") == null ? 0 : Integer.parseInt(match.group(which + "min"));
        var unit = match.group(which + "u");
        if (unit != null && unit.startsWith("p") && hour < 12) hour += 12;
        if (unit != null && unit.startsWith("a") && hour == 12) hour = 0;
        return hour * 60 + minute;
    }

    private static Day dayOf(String word) {
        for (var length = 3; length >= 2; length--) {
            if (word.length() < length) continue;
            var day = DAYS.get(word.substring(0, length));
            if (day != null && !(length == 2 && word.startsWith("di") && word.startsWith("dim"))) return day;
        }
        return word.startsWith("lu") ? Day.MO : Day.SU;
    }
}
