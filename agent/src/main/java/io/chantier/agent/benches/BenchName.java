package io.chantier.agent.benches;

import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a bench, which is that of its folder: no path, no option, nothing hidden. */
public record BenchName(String value) implements Comparable<BenchName> {

    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    public BenchName {
        if (!isOne(value)) {
            throw new IllegalArgumentException("Not the name of a bench");
        }
    }

    /** Empty where the text cannot be such a name. */
    public static Optional<BenchName> of(String text) {
        return isOne(text) ? Optional.of(new BenchName(text)) : Optional.empty();
    }

    private static boolean isOne(String text) {
        return SHAPE.matcher(text).matches();
    }

    @Override
    public int compareTo(BenchName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
