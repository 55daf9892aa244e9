package io.chantier.cli.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The settings of the environment, and those of the {@code .env} file where the environment has none; none is empty. */
public final class Environment {

    private Environment() {}

    public static Map<String, String> of(Home home) {
        var found = new HashMap<String, String>();
        var file = home.root().resolve(System.getenv().getOrDefault("CHANTIER_ENV_FILE", ".env"));
        if (Files.isReadable(file)) {
            lines(file).forEach(line -> read(line.strip(), found));
        }
        found.putAll(System.getenv());
        found.values().removeIf(String::isBlank);
        return found;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(String line, Map<String, String> into) {
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#")) {
            var name = line.substring(0, equals).strip().replaceFirst("^export\\s+", "");
            into.put(name, unquoted(line.substring(equals + 1).strip()));
        }
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.startsWith("\"") || value.startsWith("'"))
                && value.endsWith(value.substring(0, 1));
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
