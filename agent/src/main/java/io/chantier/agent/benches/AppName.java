package io.chantier.agent.benches;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of an app of Frappe: a module of Python. */
public record AppName(String value) implements Comparable<AppName> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    public AppName {
        if (!isOne(value)) {
            throw new IllegalArgumentException("Not the name of an app");
        }
    }

    /** Empty where the text cannot be such a name. */
    public static Optional<AppName> of(String text) {
        return isOne(text) ? Optional.of(new AppName(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(AppName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
