package io.chantier.reading.text;

import java.text.Normalizer;
import java.util.Locale;

/** Small things that every finder does to text. */
public final class Words {

    private Words() {}

    /** One blank between words, no soft hyphens, plain blanks for the special ones. */
    public static String tidy(String text) {
        return text.replace("\u00ad", "")
                .replace("\u200b", "")
                .replace("\ufeff", "")
                .replaceAll("[\\s\\u00a0\\u2000-\\u200a\\u202f\\u205f\\u3000]+", " ")
                .strip();
    }

    /** For comparing: lower case, no accents, only letters and digits between single blanks. */
    public static String fold(String text) {
        return Normalizer.normalize(text.replace("œ", "oe").replace("ß", "ss").replace("æ", "ae"), Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    /** At most {@code length} characters, cut at a blank. */
    public static String cut(String text, int length) {
        if (text.length() <= length) return text;
        var end = text.lastIndexOf(' ', length - 1);
        return text.substring(0, end > length / 2 ? end : length - 1).strip() + "…";
    }
}
