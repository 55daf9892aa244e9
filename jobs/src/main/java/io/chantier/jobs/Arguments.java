package io.chantier.jobs;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes the arguments of a failure as one line, {@code name=value&name=value}. */
final class Arguments {

    private Arguments() {}

    static String write(Map<String, String> arguments) {
        return new TreeMap<>(arguments)
                .entrySet().stream()
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    static Map<String, String> read(String line) {
        var arguments = new LinkedHashMap<String, String>();
        for (var pair : line.split("&", -1)) {
            int sign = pair.indexOf('=');
            if (sign >= 0) {
                arguments.put(decode(pair.substring(0, sign)), decode(pair.substring(sign + 1)));
            }
        }
        return arguments;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
