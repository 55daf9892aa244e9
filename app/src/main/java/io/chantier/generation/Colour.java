package io.chantier.generation;

import java.util.Locale;
import java.util.regex.Pattern;

/** A colour as eyes see it (OKLCH), with the contrast arithmetic of WCAG. */
record Colour(double lightness, double chroma, double hue) {

    static final Colour WHITE = new Colour(1, 0, 0);

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");

    static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }

    static Colour of(String hex) {
        if (!isHex(hex)) throw new IllegalArgumentException("Not a colour: '" + hex + "'");
        var r = linear(Integer.parseInt(hex.substring(1, 3), 16) / 255.0);
        var g = linear(Integer.parseInt(hex.substring(3, 5), 16) / 255.0);
        var b = linear(Integer.parseInt(hex.substring(5, 7), 16) / 255.0);
        var l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        var m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        var s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        var lightness = 0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s;
        var a = 1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s;
        var bb = 0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s;
        return new Colour(lightness, Math.hypot(a, bb), (Math.toDegrees(Math.atan2(bb, a)) + 360) % 360);
    }

    Colour withLightness(double other) {
        return new Colour(Math.clamp(other, 0, 1), chroma, hue);
    }

    Colour withChroma(double other) {
        return new Colour(lightness, other, hue);
    }

    Colour turned(double degrees) {
        return new Colour(lightness, chroma, (hue + degrees + 360) % 360);
    }

    double hueDistance(Colour other) {
        var distance = Math.abs(hue - other.hue) % 360;
        return Math.min(distance, 360 - distance);
    }

    /** The nearest colour a screen can show: chroma gives way, lightness and hue stay. */
    String hex() {
        var shown = this;
        while (!shown.isShowable() && shown.chroma > 0.002) shown = shown.withChroma(shown.chroma * 0.96);
        var rgb = shown.rgb();
        return String.format(Locale.ROOT, "#%02x%02x%02x", channel(rgb[0]), channel(rgb[1]), channel(rgb[2]));
    }

    static double contrast(String one, String other) {
        var a = luminance(one);
        var b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String hex) {
        return 0.2126 * linear(Integer.parseInt(hex.substring(1, 3), 16) / 255.0)
                + 0.7152 * linear(Integer.parseInt(hex.substring(3, 5), 16) / 255.0)
                + 0.0722 * linear(Integer.parseInt(hex.substring(5, 7), 16) / 255.0);
    }

    private boolean isShowable() {
        for (var part : rgb()) if (part < -0.0005 || part > 1.0005) return false;
        return true;
    }

    private double[] rgb() {
        var a = chroma * Math.cos(Math.toRadians(hue));
        var b = chroma * Math.sin(Math.toRadians(hue));
        var l = Math.pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double linear(double channel) {
        return channel <= 0.04045 ? channel / 12.92 : Math.pow((channel + 0.055) / 1.055, 2.4);
    }

    private static int channel(double linear) {
        var clamped = Math.clamp(linear, 0, 1);
        var encoded = clamped <= 0.0031308 ? clamped * 12.92 : 1.055 * Math.pow(clamped, 1 / 2.4) - 0.055;
        return (int) Math.round(encoded * 255);
    }
}
