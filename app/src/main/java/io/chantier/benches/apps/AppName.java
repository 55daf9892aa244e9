package io.chantier.benches.apps;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/** The name under which benches know an app: that of its Python package, safe in a command's argument and in a path. */
public record AppName(@JsonValue String value) implements Comparable<AppName> {

    // Before the name that is made by it.
    private static final Pattern SHAPE = Pattern.compile("[a-z][a-z0-9_]{1,59}");

    /** What all other apps run on, and what every bench has. */
    public static final AppName FRAMEWORK = new AppName("frappe");

    public AppName {
        if (!isAppName(value)) throw new IllegalArgumentException("Not the name of an app: '" + value + "'");
    }

    public static boolean isAppName(String text) {
        return SHAPE.matcher(text).matches();
    }

    public boolean isFramework() {
        return equals(FRAMEWORK);
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
