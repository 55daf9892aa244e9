package io.chantier.generation;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Mends the spelling of spaces and marks; the words stay. */
final class Typography {

    private static final String NO_BREAK = "\u00a0";
    private static final String NARROW_NO_BREAK = "\u202f";
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cf}&&[^\\n\\t\\u200d]]|\\ufffd|[\\ue000-\\uf8ff]");
    private static final Pattern SPACES = Pattern.compile("[\\s\\u00a0\\u202f\\u2000-\\u200a\\u3000]+");
    private static final Pattern BULLET = Pattern.compile("^(?:[•·●○▪■□►▶»›→✓✔❖*>=~_|]+|[-–—]+(?=\\s))\\s*");
    private static final Pattern TRAILING = Pattern.compile("\\s*(?:[|►▶›→«<~_=*]+|\\[\\s*\\])$");
    private static final Pattern REPEATED = Pattern.compile("([!?])\\1+");
    private static final Pattern BEFORE_COMMA = Pattern.compile("\\s+([,.])(?=\\s|$)");
    private static final Pattern BEFORE_MARK = Pattern.compile("(?<=[\\p{L}\\p{N}])\\s+([!?;:])(?=\\s|$)");
    private static final Pattern AFTER_MARK = Pattern.compile("(?<=\\p{L}{2})([,;])(?=\\p{L})");
    private static final Pattern APOSTROPHE = Pattern.compile("(?<=\\p{L})['´`](?=\\p{L})");
    private static final Pattern FRENCH_TALL = Pattern.compile("(?<=[\\p{L}\\p{N})»%€”\"])\\s*([;!?])(?=\\s|$|»)");
    private static final Pattern FRENCH_COLON = Pattern.compile("(?<=[\\p{L}\\p{N})»%€])\\s*:(?=\\s|$)");
    private static final Pattern FRENCH_OPEN = Pattern.compile("«\\s*");
    private static final Pattern FRENCH_CLOSE = Pattern.compile("\\s*»");
    private static final Pattern UNIT = Pattern.compile("(?<=\\d)\\s?(€|%|km|m²|cm|mm|kg)(?![\\p{L}\\p{N}])");

    private final boolean french;

    Typography(String language) {
        this.french = language.equals("fr");
    }

    /** One line of text, mended. */
    String mend(String text) {
        var plain = SPACES.matcher(INVISIBLE
                        .matcher(Normalizer.normalize(text, Normalizer.Form.NFC))
                        .replaceAll(""))
                .replaceAll(" ")
                .strip();
        plain = TRAILING.matcher(BULLET.matcher(plain).replaceFirst("")).replaceFirst("");
        plain = plain.replace("...", "…").replaceAll("…\\.+", "…");
        plain = REPEATED.matcher(plain).replaceAll("$1");
        plain = BEFORE_COMMA.matcher(plain).replaceAll("$1");
        plain = AFTER_MARK.matcher(plain).replaceAll("$1 ");
        plain = APOSTROPHE.matcher(plain).replaceAll("’");
        return french
                ? frenchSpaces(plain)
                : BEFORE_MARK.matcher(plain).replaceAll("$1").strip();
    }

    private static String frenchSpaces(String text) {
        var tall = FRENCH_TALL.matcher(text).replaceAll(NARROW_NO_BREAK + "$1");
        var colon = FRENCH_COLON.matcher(tall).replaceAll(NO_BREAK + ":");
        var quotes = FRENCH_CLOSE
                .matcher(FRENCH_OPEN.matcher(colon).replaceAll("«" + NO_BREAK))
                .replaceAll(NO_BREAK + "»");
        return UNIT.matcher(quotes).replaceAll(NO_BREAK + "$1").strip();
    }
}
