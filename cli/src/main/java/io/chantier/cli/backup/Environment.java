package io.chantier.cli.backup;

import io.chantier.cli.installation.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;

/** The settings of the environment, and those of the {@code .env} file where the environment has none. */
final class Environment {

    private Environment() {}

    static Map<String, String> of(Home home) throws IOException {
        var found = new HashMap<String, String>();
        var file = home.root().resolve(".env");
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    found.put(
                            line.substring(0, equals).strip(),
                            unquoted(line.substring(equals + 1).strip()));
                }
            }
        }
        found.putAll(System.getenv());
        return found;
    }

    private static String unquoted(String value) {
        return value.length() > 1
                        && (value.startsWith("\"") || value.startsWith("'"))
                        && value.endsWith(value.substring(0, 1))
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
