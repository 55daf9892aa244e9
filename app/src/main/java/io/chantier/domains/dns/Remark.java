package io.chantier.domains.dns;

import java.util.Map;

/**
 * One thing to say of a name; worded by {@code remark.<code>} and {@code remark.<code>.remedy} with the arguments.
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
        return "remark." + code;
    }

    public String remedyKey() {
        return key() + ".remedy";
    }
}
