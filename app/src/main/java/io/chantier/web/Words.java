package io.chantier.web;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * Everything that the installation says to people, in each of its languages. A module brings its own words in
 * {@code messages/<module>_<language>.properties} (UTF-8); a text may hold named arguments: {@code {name}}.
 */
@Component
public final class Words {

    /** The languages that are complete; the first is spoken where nobody asked for another. */
    public static final List<Locale> LANGUAGES = List.of(Locale.FRENCH, Locale.ENGLISH);

    private static final Logger log = LoggerFactory.getLogger(Words.class);
    private static final Pattern ARGUMENT = Pattern.compile("\\{([a-zA-Z][a-zA-Z0-9]*)}");

    private final Map<Locale, Map<String, String>> texts = new HashMap<>();

    public Words() {
        for (var language : LANGUAGES) texts.put(language, read(language));
    }

    /** The text of a key; the key itself where it has none, which is a bug that a test finds. */
    public String say(Locale locale, String key, Map<String, String> arguments) {
        var text = in(locale).get(key);
        if (text == null) {
            log.warn("No words for {}", key);
            return key;
        }
        return ARGUMENT.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(arguments.getOrDefault(found.group(1), found.group())));
    }

    public String say(Locale locale, String key) {
        return say(locale, key, Map.of());
    }

    public boolean has(Locale locale, String key) {
        return in(locale).containsKey(key);
    }

    public Set<String> keys(Locale locale) {
        return Set.copyOf(in(locale).keySet());
    }

    /** The language of ours that is nearest to what somebody wants. */
    public static Locale nearest(Locale wanted) {
        return LANGUAGES.stream()
                .filter(language -> language.getLanguage().equals(wanted.getLanguage()))
                .findFirst()
                .orElse(LANGUAGES.getFirst());
    }

    private Map<String, String> in(Locale locale) {
        return texts.getOrDefault(nearest(locale), Map.of());
    }

    private static Map<String, String> read(Locale language) {
        var all = new HashMap<String, String>();
        for (var bundle : bundles(language)) {
            var words = new Properties();
            try (var reader = new InputStreamReader(bundle.getInputStream(), StandardCharsets.UTF_8)) {
                words.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            for (var key : words.stringPropertyNames()) {
                if (all.put(key, words.getProperty(key)) != null) {
                    throw new IllegalStateException("Two modules bring words for " + key);
                }
            }
        }
        return Map.copyOf(all);
    }

    private static Resource[] bundles(Locale language) {
        try {
            return new PathMatchingResourcePatternResolver()
                    .getResources("classpath*:messages/*_" + language.getLanguage() + ".properties");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
