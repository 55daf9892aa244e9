package io.chantier.cli.installation;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;

/** What we say, in the reader's language: French or English. */
public record Words(Locale locale, ResourceBundle bundle) {

    public static Words in(Locale locale) {
        var spoken = locale.getLanguage().equals("fr") ? Locale.FRENCH : Locale.ENGLISH;
        var control = ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Words(spoken, ResourceBundle.getBundle("io.chantier.cli.messages", spoken, control));
    }

    /** The text of a key, with {@code {name}} replaced by the argument of that name. */
    public String say(String key, Map<String, String> arguments) {
        var text = bundle.getString(key);
        for (var argument : arguments.entrySet()) {
            text = text.replace("{" + argument.getKey() + "}", argument.getValue());
        }
        return text;
    }

    public String say(String key) {
        return say(key, Map.of());
    }

    /** The text of a key, or the other text where there is no such key. */
    public String sayOr(String key, String other) {
        return bundle.containsKey(key) ? bundle.getString(key) : other;
    }
}
