package io.chantier.reading;

import java.text.Normalizer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads digits as a visitor does, whatever signs they are written with. A raised or circled one by itself is an exponent, the
 * mark of a note or of a list ({@code 40 m²}, {@code 02 99 12 34 56¹}, {@code ① 02 99 12 34 56}) and says nothing;
 * several that make up a number are that number ({@code ⁰⁶ ¹¹ ²² ³³ ⁴⁴}, {@code ⑤⓪⓪ clients}, {@code 12⁵⁰ €}).
 */
final class Digits {

    private static final String RAISED_ONE =
            "(?:[0-9]\\ufe0f?\\u20e3|[\\u00b2\\u00b3\\u00b9\\u2070\\u2074-\\u2079\\u2080-\\u2089"
                    + "\\u2460-\\u249b\\u24ea-\\u24ff\\u2776-\\u2793\\u3251-\\u325f\\u32b1-\\u32bf\\x{1f100}-\\x{1f10c}])";
    private static final Pattern RAISED = Pattern.compile(RAISED_ONE);

    /** Possessive: a group that may give back what it took needs stack for each digit. */
    private static final Pattern STRETCH = Pattern.compile(
            "(?:RAISED|[0-9])(?:[\\s.()/\\u00a0\\u202f-]{0,3}(?:RAISED|[0-9]))*+".replace("RAISED", RAISED_ONE));

    private static final Pattern SIGN = Pattern.compile(RAISED_ONE + "|[0-9]");
    private static final Pattern OTHER_SCRIPT = Pattern.compile("[\\p{Nd}\\x{ff01}-\\x{ff5e}&&[^0-9]]+");

    /** Two raised ones behind a plain one: cents, or the mark of a note. */
    private static final Pattern ENDS_IN_TWO = Pattern.compile("[0-9]" + RAISED_ONE + "{2}$");

    private static final Pattern CURRENCY =
            Pattern.compile("\\s?(?:€|eur|chf|£|\\$|francs?)", Pattern.CASE_INSENSITIVE);

    /** What is counted by the number before it. */
    private static final Pattern COUNTED = Pattern.compile(
            "\\s?(?:[%€£$]|eur|chf|francs?\\b|h(?!\\p{L})|uhr|ans\\b|ann[ée]es|years|jahr|clients|customers|kunden|proje[ck]t|r[ée]alisations"
                    + "|chantiers|avis\\b|reviews|[ée]toiles|stars|employees|salari[ée]s|mitarbeiter)",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /** What has a number behind it. */
    private static final Pattern NUMBERED = Pattern.compile(
            "(?:num[ée]ro|n[°º]|number|nummer|(?<!\\p{L})n[or]\\.?)\\s?$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final int FROM_HERE_A_PHONE = 8;
    private static final int LONGEST_WORD = 10;

    private Digits() {}

    static String plain(String text) {
        var scripts = OTHER_SCRIPT.matcher(text).replaceAll(run -> Matcher.quoteReplacement(ofScript(run.group())));
        if (!RAISED.matcher(scripts).find()) return scripts;
        return STRETCH.matcher(scripts)
                .replaceAll(stretch -> Matcher.quoteReplacement(
                        RAISED.matcher(stretch.group()).find() ? read(scripts, stretch) : stretch.group()));
    }

    private static String ofScript(String run) {
        var plain = new StringBuilder();
        Normalizer.normalize(run, Normalizer.Form.NFKC)
                .codePoints()
                .map(sign -> Character.isDigit(sign) ? '0' + Character.digit(sign, 10) : sign)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    private static String read(String text, MatchResult stretch) {
        var signs =
                SIGN.matcher(stretch.group()).results().map(MatchResult::group).toList();
        var raised =
                signs.stream().filter(sign -> RAISED.matcher(sign).matches()).toList();
        var before = text.substring(Math.max(0, stretch.start() - LONGEST_WORD), stretch.start());
        var after = text.substring(stretch.end(), Math.min(text.length(), stretch.end() + 2 * LONGEST_WORD));
        if (ENDS_IN_TWO.matcher(stretch.group()).find() && raised.size() == 2 && signs.size() < FROM_HERE_A_PHONE)
            return CURRENCY.matcher(after).lookingAt() ? cents(stretch.group()) : withoutMarks(stretch.group());
        var isNumber = isMeant(signs.size(), raised.size()) || (signs.size() == 1 && isOneNumber(before, after));
        if (!isNumber) return withoutMarks(stretch.group());
        var glued = !before.isEmpty() && Character.isLetter(before.codePointBefore(before.length()));
        return (glued ? " " : "") + digits(stretch.group());
    }

    /** Marks stand at one of many digits, signs of a number are many of few. */
    private static boolean isMeant(int all, int raised) {
        return raised > 1 && 4 * raised >= all;
    }

    private static boolean isOneNumber(String before, String after) {
        if (NUMBERED.matcher(before).find()) return true;
        var isExponent = !before.isEmpty() && Character.isLetter(before.codePointBefore(before.length()));
        return !isExponent && COUNTED.matcher(after).lookingAt();
    }

    private static String withoutMarks(String stretch) {
        return RAISED.matcher(stretch).replaceAll("");
    }

    private static String cents(String stretch) {
        var end = RAISED.matcher(stretch)
                .results()
                .map(MatchResult::start)
                .toList()
                .getFirst();
        return stretch.substring(0, end) + "," + digits(stretch.substring(end));
    }

    /** Those of circled tens have a value and are no digits. */
    @SuppressWarnings("CharacterGetNumericValue")
    private static String digits(String stretch) {
        return RAISED.matcher(stretch).replaceAll(sign -> {
            var first = sign.group().codePointAt(0);
            return Integer.toString(Character.getNumericValue(first));
        });
    }
}
