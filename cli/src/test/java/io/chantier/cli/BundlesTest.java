package io.chantier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.cli.installation.Words;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BundlesTest {

    private static final Pattern ARGUMENT = Pattern.compile("\\{\\w+}");
    private final Words english = Words.in(Locale.ENGLISH);
    private final Words french = Words.in(Locale.FRENCH);

    @Test
    void both_languages_have_every_key() {
        assertThat(french.bundle().keySet())
                .containsExactlyInAnyOrderElementsOf(english.bundle().keySet());
    }

    @Test
    void both_languages_name_the_same_arguments() {
        for (var key : english.bundle().keySet()) {
            assertThat(arguments(french.say(key))).as(key).isEqualTo(arguments(english.say(key)));
        }
    }

    @Test
    void any_other_language_gets_english() {
        assertThat(Words.in(Locale.GERMAN).locale()).isEqualTo(Locale.ENGLISH);
    }

    private static Set<String> arguments(String text) {
        var found = new TreeSet<String>();
        var matcher = ARGUMENT.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }
}
