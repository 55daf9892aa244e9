package io.chantier.cli.installation;

import java.util.Map;

/** Something that a person must know and can do something about: a key of the bundle and its arguments. */
public final class CliException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String key;
    private final transient Map<String, String> arguments;

    public CliException(String key, Map<String, String> arguments) {
        super(key + " " + arguments);
        this.key = key;
        this.arguments = Map.copyOf(arguments);
    }

    public CliException(String key) {
        this(key, Map.of());
    }

    public String key() {
        return key;
    }

    public Map<String, String> arguments() {
        return arguments;
    }
}
