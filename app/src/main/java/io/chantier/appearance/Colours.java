package io.chantier.appearance;

import io.chantier.values.Digest;
import io.chantier.web.Problem.FieldProblem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The two colours of an installation, as {@code #rrggbb}; an empty text for ours.
 *
 * @param main of buttons and links; white text stands on it
 * @param ground behind the picture beside the sign-in
 */
public record Colours(String main, String ground) {

    public static final Colours OURS = new Colours("", "");

    /** What WCAG wants between text and its ground. */
    private static final double READABLE = 4.5;

    private static final Shade INK = Shade.of("#191c22");
    private static final Shade LIGHT_GROUND = Shade.of("#efeee9");
    private static final Shade DARK_SURFACE = Shade.of("#181b22");
    private static final Shade DARK_RAISED = Shade.of("#292e38");

    /** What cannot be read, each with the nearest colour that can. */
    List<FieldProblem> wrong() {
        var wrong = new ArrayList<FieldProblem>();
        if (!main.isEmpty() && !Shade.isHex(main)) wrong.add(new FieldProblem("main", "not-a-brand-colour", Map.of()));
        else if (!main.isEmpty() && Shade.of(main).contrast(Shade.WHITE) < READABLE) {
            wrong.add(unreadable("main", Shade.of(main)));
        }
        if (!ground.isEmpty() && !Shade.isHex(ground))
            wrong.add(new FieldProblem("ground", "not-a-brand-colour", Map.of()));
        else if (!ground.isEmpty() && Shade.of(ground).contrast(textOn(Shade.of(ground))) < READABLE) {
            wrong.add(unreadable("ground", Shade.of(ground)));
        }
        return wrong;
    }

    private static FieldProblem unreadable(String field, Shade shade) {
        var text = field.equals("main") ? Shade.WHITE : textOn(shade);
        var nearest = shade.towards(text.equals(Shade.WHITE) ? Shade.BLACK : Shade.WHITE, READABLE, text);
        return new FieldProblem(
                field,
                "low-contrast",
                Map.of(
                        "contrast", String.format(Locale.ROOT, "%.1f", shade.contrast(text)),
                        "nearest", nearest.hex()));
    }

    private static Shade textOn(Shade ground) {
        return ground.contrast(Shade.WHITE) >= ground.contrast(INK) ? Shade.WHITE : INK;
    }

    boolean areOurs() {
        return main.isEmpty() && ground.isEmpty();
    }

    /** The rules that put these colours in the place of ours. */
    String css() {
        var css = new StringBuilder();
        if (!main.isEmpty()) css.append(ofMain(Shade.of(main)));
        if (!ground.isEmpty()) {
            var shade = Shade.of(ground);
            css.append(".bare-art { background: %s; } .bare-art p { color: %s; }%n"
                    .formatted(shade.hex(), textOn(shade).hex()));
        }
        return css.toString();
    }

    /** Changes whenever the rules do, so that browsers may keep them for good. */
    String version() {
        return Digest.of(css().getBytes(StandardCharsets.UTF_8)).brief();
    }

    private static String ofMain(Shade main) {
        var soft = Shade.WHITE.mixed(main, 0.1);
        var ink = main.towards(Shade.BLACK, READABLE, LIGHT_GROUND, soft);
        var atNight = main.contrast(DARK_SURFACE) < 3 ? lightest(main) : main;
        var softAtNight = DARK_SURFACE.mixed(main, 0.22);
        var inkAtNight = main.towards(Shade.WHITE, READABLE + 0.5, DARK_RAISED, softAtNight);
        return rules(":root, [data-bs-theme=\"light\"]", main, ink, soft)
                + rules("[data-bs-theme=\"dark\"]", atNight, inkAtNight, softAtNight);
    }

    /** As light as it may be under white text. */
    private static Shade lightest(Shade main) {
        return main.mixed(Shade.WHITE, 0.6).towards(Shade.BLACK, READABLE, Shade.WHITE);
    }

    private static String rules(String where, Shade accent, Shade ink, Shade soft) {
        return "%s { --accent: %s; --accent-hover: %s; --accent-ink: %s; --accent-soft: %s; --tblr-primary-rgb: %d, %d, %d; }%n"
                .formatted(
                        where,
                        accent.hex(),
                        accent.mixed(Shade.BLACK, 0.16).hex(),
                        ink.hex(),
                        soft.hex(),
                        accent.red(),
                        accent.green(),
                        accent.blue());
    }
}
