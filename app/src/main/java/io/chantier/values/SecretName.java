package io.chantier.values;

import java.util.regex.Pattern;

/** The names by which people call what nobody else is to read. */
public final class SecretName {

    private static final Pattern SOUNDS =
            Pattern.compile("pass|pwd|secret|token|key|credential", Pattern.CASE_INSENSITIVE);

    private SecretName() {}

    /** Whether a value of this name is taken for a secret. */
    public static boolean sounds(String name) {
        return SOUNDS.matcher(name).find();
    }
}
