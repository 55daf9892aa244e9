package io.chantier.bench;

import java.awt.AlphaComposite;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** A picture as a camera makes it: 2000 x 1333, detail on every scale, some 400 kB of JPEG. */
final class Photo {

    private static final int WIDTH = 2000;
    private static final int HEIGHT = 1333;

    /** How much weaker each finer scale is, as in nature. */
    private static final float FINER = 0.7f;

    private Photo() {}

    /** A different one for each seed. */
    static byte[] jpeg(long seed) throws IOException {
        var random = new Random(seed);
        var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        var pen = image.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        float strength = 1;
        for (int columns = 3; columns <= 768; columns *= 2) {
            pen.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, strength));
            pen.drawImage(noise(random, columns), 0, 0, WIDTH, HEIGHT, null);
            strength *= FINER;
        }
        pen.dispose();
        return compressed(image);
    }

    private static BufferedImage noise(Random random, int columns) {
        int rows = columns * 2 / 3;
        var noise = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < rows; y++) for (int x = 0; x < columns; x++) noise.setRGB(x, y, random.nextInt(0x1000000));
        return noise;
    }

    private static byte[] compressed(BufferedImage image) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpg").next();
        var settings = writer.getDefaultWriteParam();
        settings.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        settings.setCompressionQuality(0.82f);
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), settings);
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
