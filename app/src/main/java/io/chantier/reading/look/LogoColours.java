package io.chantier.reading.look;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;

/** The main colours of a logo's pixels, with their share of those that are neither grey nor transparent. */
final class LogoColours {

    private static final long MOST_PIXELS = 4_000_000;

    private LogoColours() {}

    static Map<String, Double> of(byte[] picture, PictureSize size) {
        if ((long) size.width() * size.height() > MOST_PIXELS || size.type().equals("webp")) return Map.of();
        try {
            var image = ImageIO.read(new ByteArrayInputStream(picture));
            return image == null ? Map.of() : count(image);
        } catch (IOException | RuntimeException e) {
            // a logo that cannot be decoded has no colours to offer
            return Map.of();
        }
    }

    private static Map<String, Double> count(BufferedImage image) {
        Map<Integer, Integer> counts = new HashMap<>();
        var total = 0;
        var step = Math.max(1, Math.max(image.getWidth(), image.getHeight()) / 300);
        for (var y = 0; y < image.getHeight(); y += step) {
            for (var x = 0; x < image.getWidth(); x += step) {
                var pixel = image.getRGB(x, y);
                if ((pixel >>> 24) < 200 || isGrey(pixel)) continue;
                counts.merge(pixel & 0xf0f0f0, 1, Integer::sum);
                total++;
            }
        }
        var all = total;
        Map<String, Double> shares = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<Integer, Integer>comparingByValue().reversed())
                .limit(3)
                .filter(entry -> entry.getValue() * 12 > all)
                .forEach(entry -> shares.put(
                        String.format(Locale.ROOT, "#%06x", entry.getKey() | 0x080808),
                        entry.getValue() / (double) all));
        return shares;
    }

    private static boolean isGrey(int pixel) {
        return Colours.saturation(String.format(Locale.ROOT, "#%06x", pixel & 0xffffff)) < 0.2;
    }
}
