package io.chantier.generation;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The nine colours of a site. Whatever they are made from, each text colour stands out from each ground that it is used
 * on by 4.5 to 1 at least; primary and accent stay as near to the brand as that allows.
 */
record Palette(
        String background,
        String surface,
        String text,
        String muted,
        String primary,
        String onPrimary,
        String accent,
        String onAccent,
        String border) {

    private static final double ENOUGH = 4.55;
    private static final double VISIBLE = 3.1;
    private static final double HARDLY_VISIBLE = 1.6;
    private static final double COLOURFUL = 0.045;
    private static final double STEP = 0.01;

    /** @param brand {@code #rrggbb} to weight; what is no such colour is passed over */
    static Palette from(Map<String, Double> brand, String trade, String name) {
        var main = main(brand);
        if (main == null) return of(TradeColours.primary(trade, name), TradeColours.accent(trade, name));
        var second = second(brand, main);
        return of(main, second == null ? companion(main) : second);
    }

    /** @param wished the main colour first, then, if there is one, the accent */
    static Palette wished(List<String> wished) {
        var main = Colour.of(wished.getFirst());
        return of(main, wished.size() > 1 ? Colour.of(wished.get(1)) : companion(main));
    }

    static Palette of(Colour main, Colour second) {
        var hue = main.withChroma(Math.min(main.chroma(), 0.012));
        var background = hue.withLightness(0.99)
                .withChroma(Math.min(hue.chroma(), 0.004))
                .hex();
        var surface = hue.withLightness(0.965).hex();
        var text = readable(hue.withLightness(0.22).withChroma(Math.min(main.chroma(), 0.025)), background, surface);
        var muted = readable(hue.withLightness(0.47).withChroma(Math.min(main.chroma(), 0.02)), background, surface);
        var primary = ground(main, background, VISIBLE);
        var accent = ground(second, background, HARDLY_VISIBLE);
        var border = hue.withLightness(0.88).hex();
        return new Palette(background, surface, text, muted, primary, on(primary), accent, on(accent), border);
    }

    /** The colour itself, or the nearest darker one that can be read on both grounds. */
    private static String readable(Colour colour, String background, String surface) {
        var tried = colour;
        while (!standsOut(tried.hex(), background, surface) && tried.lightness() > 0)
            tried = tried.withLightness(tried.lightness() - STEP);
        return tried.hex();
    }

    /** The colour itself, or the nearest darker one that is seen on the background and carries text. */
    private static String ground(Colour colour, String background, double visible) {
        var tried = colour;
        while (tried.lightness() > 0
                && !(Colour.contrast(tried.hex(), background) >= visible && carriesText(tried.hex())))
            tried = tried.withLightness(tried.lightness() - STEP);
        return tried.hex();
    }

    private static boolean carriesText(String ground) {
        return Colour.contrast(on(ground), ground) >= ENOUGH;
    }

    private static boolean standsOut(String colour, String background, String surface) {
        return Colour.contrast(colour, background) >= ENOUGH && Colour.contrast(colour, surface) >= ENOUGH;
    }

    private static String on(String ground) {
        return Colour.contrast("#ffffff", ground) >= ENOUGH ? "#ffffff" : "#111111";
    }

    private static @Nullable Colour main(Map<String, Double> brand) {
        Colour best = null;
        var bestScore = 0.0;
        for (var entry : brand.entrySet()) {
            if (!Colour.isHex(entry.getKey())) continue;
            var colour = Colour.of(entry.getKey());
            var score = Math.sqrt(Math.max(entry.getValue(), 0)) * strength(colour);
            if (score > bestScore) {
                best = colour;
                bestScore = score;
            }
        }
        return best;
    }

    private static @Nullable Colour second(Map<String, Double> brand, Colour main) {
        Colour best = null;
        var bestScore = 0.0;
        for (var entry : brand.entrySet()) {
            if (!Colour.isHex(entry.getKey())) continue;
            var colour = Colour.of(entry.getKey());
            if (colour.hueDistance(main) < 35) continue;
            var score = Math.sqrt(Math.max(entry.getValue(), 0)) * strength(colour);
            if (score > bestScore) {
                best = colour;
                bestScore = score;
            }
        }
        return best;
    }

    /** How much a colour looks like a brand's: colourful, neither near white nor near black. */
    private static double strength(Colour colour) {
        if (colour.chroma() < COLOURFUL || colour.lightness() < 0.12 || colour.lightness() > 0.96) return 0;
        return Math.min(colour.chroma(), 0.16) * (1 - Math.abs(colour.lightness() - 0.5));
    }

    private static Colour companion(Colour main) {
        return new Colour(0.55, Math.clamp(main.chroma(), 0.09, 0.14), main.hue())
                .turned(main.hue() < 120 ? 165 : -165);
    }
}
