package io.chantier.agent.benches;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a site: the host name by which it is asked for, and its folder in the bench. */
public record SiteName(String value) implements Comparable<SiteName> {

    private static final int MOST = 253;
    private static final Pattern SHAPE =
            Pattern.compile("[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9_-]{0,61}[a-z0-9])?)*");

    public SiteName {
        if (!isOne(value)) {
            throw new IllegalArgumentException("Not the name of a site");
        }
    }

    /** Empty where the text cannot be such a name. */
    public static Optional<SiteName> of(String text) {
        return isOne(text) ? Optional.of(new SiteName(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return text.length() <= MOST && SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(SiteName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
