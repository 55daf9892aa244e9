package io.chantier.domains.dns;

import java.util.Map;

/**
 * One thing to say of a name; worded by {@code dns.<code>} and {@code dns.<code>.remedy} with the arguments.
 */
public record Remark(String code, Severity severity, Map<String, String> arguments) {

    public Remark {
        arguments = Map.copyOf(arguments);
    }

    /** How much it matters. */
    public enum Severity {
        /** Visitors or the authority that issues certificates do not get here. */
        BLOCKING,
        /** It works, but not for everybody or not for long. */
        WARNING,
        NOTE
    }

    public String key() {
        return "dns." + code;
    }

    public String remedyKey() {
        return key() + ".remedy";
    }
}
