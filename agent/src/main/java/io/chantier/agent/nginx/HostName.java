package io.chantier.agent.nginx;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name or the IPv4 address of a host, as it may stand in a configuration of nginx and as the name of a file. */
public record HostName(String value) {

    private static final int MOST = 253;
    private static final Pattern SHAPE =
            Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*");

    public HostName {
        if (!isOne(value)) {
            throw new IllegalArgumentException("Not the name of a host");
        }
    }

    /** Empty where the text cannot be such a name. */
    public static Optional<HostName> of(String text) {
        return isOne(text) ? Optional.of(new HostName(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return text.length() <= MOST && SHAPE.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
