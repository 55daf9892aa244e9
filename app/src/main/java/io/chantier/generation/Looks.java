package io.chantier.generation;

import io.chantier.generation.Piece.Count;
import io.chantier.generation.Piece.Sheet;
import io.chantier.reading.Source;
import java.util.List;
import java.util.regex.Pattern;

/** The looks of the template and which of them suits whom. */
final class Looks {

    static final List<String> ALL = List.of("atelier", "horizon", "vitrine");

    private static final Pattern CRAFT = Pattern.compile(
            "menuis|ébénis|charpent|boulang|pâtiss|artisan|jardin|paysag|fleur|restaur|auberge|gîte|maçon|couvreur|potier|céram"
                    + "|carpent|joiner|baker|garden|florist|craft|potter|inn|tischler|schreiner|bäcker|gärtner|zimmer|gasthof",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final int ENOUGH_PICTURES = 4;

    private Looks() {}

    static String fitting(String trade, Source source, String name) {
        if (CRAFT.matcher(trade + " " + name).find()) return "atelier";
        if (source.look().pictures().size() >= ENOUGH_PICTURES) return "vitrine";
        return "horizon";
    }

    /** @param pictured whether the first page has a picture to open with */
    static Sheet tokens(String look, Palette palette, boolean pictured) {
        var known = ALL.contains(look) ? look : "horizon";
        return new Sheet()
                .put("version", new Count(1))
                .put("look", known)
                .put("color", colours(palette))
                .put("font", font(known))
                .put("radius", radius(known))
                .put("layout", layout(known, pictured));
    }

    private static Sheet colours(Palette palette) {
        return new Sheet()
                .put("background", palette.background())
                .put("surface", palette.surface())
                .put("text", palette.text())
                .put("muted", palette.muted())
                .put("primary", palette.primary())
                .put("onPrimary", palette.onPrimary())
                .put("accent", palette.accent())
                .put("onAccent", palette.onAccent())
                .put("border", palette.border());
    }

    private static Sheet font(String look) {
        return switch (look) {
            case "atelier" -> new Sheet().put("heading", "oldstyle").put("body", "humanist");
            case "vitrine" -> new Sheet().put("heading", "didone").put("body", "grotesk");
            default -> new Sheet().put("heading", "geometric").put("body", "sans");
        };
    }

    private static String radius(String look) {
        return switch (look) {
            case "atelier" -> "small";
            case "vitrine" -> "none";
            default -> "large";
        };
    }

    private static Sheet layout(String look, boolean pictured) {
        return switch (look) {
            case "atelier" ->
                new Sheet().put("hero", "split").put("header", "bar").put("services", "list");
            case "vitrine" ->
                new Sheet().put("hero", "cover").put("header", "centered").put("services", "tiles");
            default ->
                new Sheet()
                        .put("hero", pictured ? "split" : "cover")
                        .put("header", "bar")
                        .put("services", "cards");
        };
    }
}
