package io.chantier.reading;

import io.chantier.reading.text.Languages;
import java.util.List;

/** In which language a text is, told by its little words. */
public final class TextLanguage {

    private TextLanguage() {}

    /** @param expected what it is where the words do not say otherwise, two letters */
    public static String of(String text, String expected) {
        return Languages.of(text, List.of(expected));
    }
}
