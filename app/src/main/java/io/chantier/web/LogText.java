package io.chantier.web;

import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A log line that is kept as a key with arguments, so that each reader gets it in their own language. */
@Component
public class LogText {

    private static final String BEGINNING = "{\"key\":";

    private final Words words;
    private final JsonMapper json;

    LogText(Words words, JsonMapper json) {
        this.words = words;
        this.json = json;
    }

    record Line(String key, Map<String, String> arguments) {}

    /** @param key worded by {@code log.<key>} */
    public String of(String key, Map<String, String> arguments) {
        return json.writeValueAsString(new Line("log." + key, arguments));
    }

    /** The line in the reader's words; text that came from outside stays as it is. */
    public String say(Locale locale, String stored) {
        if (!stored.startsWith(BEGINNING)) return stored;
        try {
            var line = json.readValue(stored, Line.class);
            return words.say(locale, line.key(), line.arguments());
        } catch (JacksonException _) {
            return stored;
        }
    }
}
