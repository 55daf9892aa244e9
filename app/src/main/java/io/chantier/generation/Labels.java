package io.chantier.generation;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;

/** The words of a site's interface in its language: titles of sections, entries of the menu, paths. They state nothing. */
final class Labels {

    static final Set<String> LANGUAGES = Set.of("fr", "en", "de");

    private final Properties words = new Properties();
    private final String language;

    Labels(String language) {
        this.language = language;
        var file = "/generation/interface_" + language + ".properties";
        try (var stream = Labels.class.getResourceAsStream(file)) {
            if (stream == null) throw new IllegalArgumentException("No words for language " + language);
            words.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String language() {
        return language;
    }

    String say(String key) {
        var word = words.getProperty(key);
        if (word == null) throw new IllegalArgumentException("No word " + key + " in " + language);
        return word;
    }

    /** The path of the page of this kind: {@code /services/}. */
    String path(String kind) {
        return "/" + say(kind + ".path") + "/";
    }

    /** {@code Menuiserie à Rennes}. */
    String tradeInCity(String trade, String city) {
        return say("trade.in.city").replace("{trade}", trade).replace("{city}", city);
    }

    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** Without the capital of a sentence's first word; an acronym keeps its own. */
    static String small(String word) {
        var acronym = word.length() > 1 && Character.isUpperCase(word.charAt(1));
        return word.isEmpty() || acronym ? word : word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    }
}
