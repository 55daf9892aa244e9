package io.chantier.generation;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Takes an address in one line apart. */
final class PostalAddress {

    private static final Pattern LINE = Pattern.compile(
            "^(?:(?<street>.+?)[,;\\n]?\\s+)?(?:F-|D-|CH-)?(?<code>\\d{4,5})\\s+(?<city>\\p{L}[^,;\\n]*)(?:[,;\\n].*)?$",
            Pattern.DOTALL);

    private PostalAddress() {}

    static Map<String, String> parts(String address) {
        var line = LINE.matcher(address.strip());
        var parts = new HashMap<String, String>();
        if (!line.matches()) return Map.of("street", address.strip().replaceAll("\\s+", " "));
        if (line.group("street") != null)
            parts.put("street", line.group("street").replaceAll("\\s+", " ").strip());
        parts.put("postalCode", line.group("code"));
        parts.put("city", line.group("city").strip());
        return parts;
    }
}
