package io.chantier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Reads the {@code .env} file of the working folder, or the one that {@code CHANTIER_ENV_FILE} names: the environment
 * of those who have no other way to set one. What the real environment says wins.
 */
final class DotEnv implements EnvironmentPostProcessor, Ordered {

    /** Spring reads {@code CHANTIER_PUBLIC_URL} as {@code chantier.public-url} only in a source with this ending. */
    private static final String SOURCE = "dotenv-" + StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;

    /** Before the configuration files, which ask for these names. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 5;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        var file = Path.of(environment.getProperty("CHANTIER_ENV_FILE", ".env"));
        if (!Files.isReadable(file)) return;
        try {
            var source = new SystemEnvironmentPropertySource(SOURCE, Map.copyOf(parse(Files.readAllLines(file))));
            environment
                    .getPropertySources()
                    .addAfter(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code NAME=value} lines; quotes around a value, {@code export} before a name and {@code #} lines are dropped. */
    static Map<String, Object> parse(List<String> lines) {
        var values = new TreeMap<String, Object>();
        for (var line : lines) {
            var text = line.strip();
            int equals = text.indexOf('=');
            if (text.startsWith("#") || equals < 1) continue;
            var name = text.substring(0, equals).strip().replaceFirst("^export\\s+", "");
            values.put(name, unquoted(text.substring(equals + 1).strip()));
        }
        return values;
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }
}
