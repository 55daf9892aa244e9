package io.chantier.appearance;

import java.util.Locale;
import java.util.regex.Pattern;

/** A colour as a screen mixes it, with the contrast arithmetic of WCAG. */
record Shade(int red, int green, int blue) {

    static final Shade WHITE = new Shade(255, 255, 255);
    static final Shade BLACK = new Shade(0, 0, 0);

    private static final Pattern HEX = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int STEPS = 100;

    static boolean isHex(String text) {
        return HEX.matcher(text).matches();
    }

    static Shade of(String hex) {
        if (!isHex(hex)) throw new IllegalArgumentException("Not a colour: '" + hex + "'");
        var number = Integer.parseInt(hex.substring(1), 16);
        return new Shade(number >> 16, number >> 8 & 0xff, number & 0xff);
    }

    String hex() {
        return String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue);
    }

    /** @param part how much of the other colour is in it, from 0 to 1 */
    Shade mixed(Shade other, double part) {
        return new Shade(mixed(red, other.red, part), mixed(green, other.green, part), mixed(blue, other.blue, part));
    }

    double contrast(Shade other) {
        var one = luminance() + 0.05;
        var two = other.luminance() + 0.05;
        return Math.max(one, two) / Math.min(one, two);
    }

    /** The first shade on the way to another that is far enough from each of the grounds; the other where none is. */
    Shade towards(Shade other, double contrast, Shade... grounds) {
        for (int step = 0; step < STEPS; step++) {
            var shade = mixed(other, (double) step / STEPS);
            if (shade.isFrom(contrast, grounds)) return shade;
        }
        return other;
    }

    private boolean isFrom(double contrast, Shade... grounds) {
        for (var ground : grounds) if (contrast(ground) < contrast) return false;
        return true;
    }

    private double luminance() {
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
    }

    private static double linear(int channel) {
        var part = channel / 255.0;
        return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
    }

    private static int mixed(int one, int other, double part) {
        return (int) Math.round(one + (other - one) * part);
    }
}
