package io.chantier.reading.look;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Weighs the colours of a site; likenesses count as one, and greys count little. */
final class Colours {

    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})(?![0-9a-fA-F])");
    private static final Pattern RGB =
            Pattern.compile("rgba?\\(\\s*(\\d{1,3})\\s*[, ]\\s*(\\d{1,3})\\s*[, ]\\s*(\\d{1,3})");
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("navy", "#000080"),
            Map.entry("maroon", "#800000"),
            Map.entry("green", "#008000"),
            Map.entry("olive", "#808000"),
            Map.entry("teal", "#008080"),
            Map.entry("red", "#ff0000"),
            Map.entry("blue", "#0000ff"),
            Map.entry("orange", "#ffa500"),
            Map.entry("brown", "#a52a2a"),
            Map.entry("darkgreen", "#006400"),
            Map.entry("darkblue", "#00008b"),
            Map.entry("darkred", "#8b0000"),
            Map.entry("white", "#ffffff"),
            Map.entry("black", "#000000"),
            Map.entry("beige", "#f5f5dc"),
            Map.entry("purple", "#800080"),
            Map.entry("gold", "#ffd700"),
            Map.entry("crimson", "#dc143c"),
            Map.entry("yellow", "#ffff00"));
    /** What a framework brings along says nothing about the business. */
    private static final Set<String> FRAMEWORK = Set.of(
            "#0d6efd", "#6c757d", "#198754", "#0dcaf0", "#ffc107", "#dc3545", "#6610f2", "#6f42c1", "#d63384",
            "#fd7e14", "#20c997", "#212529", "#f8f9fa", "#dee2e6", "#007bff", "#28a745", "#17a2b8", "#343a40",
            "#0000ee", "#551a8b", "#0000ff", "#0a58ca", "#0b5ed7", "#86b7fe", "#3b5998", "#1da1f2", "#842029",
            "#0f5132", "#664d03", "#055160", "#084298", "#ced4da", "#e9ecef", "#495057", "#adb5bd", "#e83e8c");

    private static final int MOST = 8;

    private final Map<String, Double> weights = new LinkedHashMap<>();

    void add(String written, double weight) {
        var text = written.strip().toLowerCase(Locale.ROOT);
        var name = NAMES.get(text);
        if (name != null) put(name, weight);
        var hex = HEX.matcher(text);
        if (hex.find()) put(full(hex.group(1)), weight);
        else if (text.matches("[0-9a-f]{6}")) put("#" + text, weight);
        var rgb = RGB.matcher(text);
        if (rgb.find()) {
            var r = Integer.parseInt(rgb.group(1));
            var g = Integer.parseInt(rgb.group(2));
            var b = Integer.parseInt(rgb.group(3));
            if (r < 256 && g < 256 && b < 256) put(String.format(Locale.ROOT, "#%02x%02x%02x", r, g, b), weight);
        }
    }

    /** A colour that says it is the main one counts even where a framework has the same. */
    void addNamed(String written, double weight) {
        var hex = HEX.matcher(written);
        if (hex.find()) weights.merge(full(hex.group(1)), weight, Double::sum);
    }

    private void put(String colour, double weight) {
        if (!FRAMEWORK.contains(colour)) weights.merge(colour, weight, Double::sum);
    }

    /** Strongest first, the strongest with weight 1. */
    Map<String, Double> strongest() {
        var groups = new ArrayList<Map.Entry<String, Double>>();
        var sorted = weights.entrySet().stream()
                .map(entry ->
                        Map.entry(entry.getKey(), entry.getValue() * (saturation(entry.getKey()) < 0.16 ? 0.15 : 1)))
                .sorted(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> entry.getValue())
                        .reversed())
                .toList();
        for (var entry : sorted) join(groups, entry);
        groups.sort(Comparator.comparingDouble((Map.Entry<String, Double> entry) -> entry.getValue())
                .reversed());
        Map<String, Double> result = new LinkedHashMap<>();
        var top = groups.isEmpty() ? 1 : groups.getFirst().getValue();
        for (var group : groups.subList(0, Math.min(MOST, groups.size()))) {
            result.put(group.getKey(), Math.round(group.getValue() / top * 1000) / 1000.0);
        }
        return result;
    }

    private static void join(List<Map.Entry<String, Double>> groups, Map.Entry<String, Double> entry) {
        for (var i = 0; i < groups.size(); i++) {
            var group = groups.get(i);
            if (distance(group.getKey(), entry.getKey()) >= 28) continue;
            groups.set(i, Map.entry(group.getKey(), group.getValue() + entry.getValue()));
            return;
        }
        groups.add(entry);
    }

    private static double distance(String one, String other) {
        var sum = 0.0;
        for (var i = 1; i < 7; i += 2) {
            var d = channel(one, i) - channel(other, i);
            sum += d * d;
        }
        return Math.sqrt(sum);
    }

    static double saturation(String colour) {
        var r = channel(colour, 1);
        var g = channel(colour, 3);
        var b = channel(colour, 5);
        var max = Math.max(r, Math.max(g, b));
        var min = Math.min(r, Math.min(g, b));
        return max < 24 ? 0 : (max - min) / (double) max;
    }

    private static int channel(String colour, int at) {
        return Integer.parseInt(colour.substring(at, at + 2), 16);
    }

    private static String full(String hex) {
        var digits = hex.toLowerCase(Locale.ROOT);
        if (digits.length() == 6) return "#" + digits;
        var text = new StringBuilder("#");
        for (var c : digits.toCharArray()) text.append(c).append(c);
        return text.toString();
    }
}
