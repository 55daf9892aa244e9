package io.chantier.checks;

import static io.chantier.checks.Finding.blocking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The design's texts can be read on its grounds: 4.5 to 1 at least (WCAG 2.2 AA). */
@Component
final class Contrast implements Check {

    private record Pair(String text, String ground) {}

    private static final List<Pair> PAIRS = List.of(
            new Pair("text", "background"),
            new Pair("text", "surface"),
            new Pair("muted", "background"),
            new Pair("muted", "surface"),
            new Pair("onPrimary", "primary"),
            new Pair("onAccent", "accent"));
    private static final double ENOUGH = 4.5;

    @Override
    public List<Finding> examine(Examined site) {
        var tokens = site.json().get(Examined.TOKENS);
        var findings = new ArrayList<Finding>();
        if (tokens == null) return findings;
        for (var pair : PAIRS) {
            var text = tokens.path("color").path(pair.text()).asString("");
            var ground = tokens.path("color").path(pair.ground()).asString("");
            if (!isColour(text) || !isColour(ground)) continue;
            var contrast = contrast(text, ground);
            if (contrast < ENOUGH)
                findings.add(blocking("contrast", Examined.TOKENS, text + " / " + ground)
                        .at("tokens#/color/" + pair.text())
                        .with(Map.of(
                                "text", pair.text(),
                                "ground", pair.ground(),
                                "contrast", String.format(Locale.ROOT, "%.2f", contrast))));
        }
        return findings;
    }

    static double contrast(String one, String other) {
        var a = luminance(one);
        var b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static boolean isColour(String text) {
        return text.matches("#[0-9a-fA-F]{6}");
    }

    private static double luminance(String hex) {
        return 0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5);
    }

    private static double linear(String hex, int at) {
        var channel = Integer.parseInt(hex.substring(at, at + 2), 16) / 255.0;
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }
}
