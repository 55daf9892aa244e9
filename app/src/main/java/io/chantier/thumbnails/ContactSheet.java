package io.chantier.thumbnails;

import io.chantier.rendering.Screenshots;
import io.chantier.rendering.Screenshots.Shot;
import io.chantier.web.Parts;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.springframework.stereotype.Component;

/** Many pages in one picture, which is cut up: starting a browser costs more than all the pages on the sheet. */
@Component
class ContactSheet {

    /** How many pages have room. */
    static final int MOST = 12;

    private static final int COLUMNS = 4;
    private static final float QUALITY = 0.82f;

    private final Parts parts;

    ContactSheet(Parts parts) {
        this.parts = parts;
    }

    /** What became of a sheet. */
    sealed interface Sheet {

        /** @param jpegs one for each page, in their order */
        record Taken(List<byte[]> jpegs) implements Sheet {}

        record Failed(String why) implements Sheet {}

        record Busy() implements Sheet {}
    }

    /** @param pages documents that need nothing else, {@value #MOST} at most */
    Sheet of(List<String> pages, Screenshots browser) {
        int columns = Math.min(pages.size(), COLUMNS);
        int rows = (pages.size() + columns - 1) / columns;
        int width = columns * Thumbnails.WIDTH;
        int height = rows * Thumbnails.HEIGHT;
        var html = parts.text("thumbnails/sheet.jte", Map.of("pages", pages));
        return switch (browser.inBackground(html, width, height)) {
            case Shot.Taken(var png) -> cut(png, pages.size(), columns, height);
            case Shot.Failed(var why) -> new Sheet.Failed(why);
            case Shot.Busy _ -> new Sheet.Busy();
        };
    }

    private static Sheet cut(byte[] png, int number, int columns, int height) {
        try {
            var image = ImageIO.read(new MemoryCacheImageInputStream(new ByteArrayInputStream(png)));
            if (image == null || image.getWidth() < columns * Thumbnails.WIDTH || image.getHeight() < height)
                return new Sheet.Failed("the browser's picture is smaller than its window");
            var jpegs = new ArrayList<byte[]>();
            for (int i = 0; i < number; i++) jpegs.add(jpeg(image, i % columns, i / columns));
            return new Sheet.Taken(jpegs);
        } catch (IOException e) {
            return new Sheet.Failed(e.toString());
        }
    }

    private static byte[] jpeg(BufferedImage sheet, int column, int row) {
        var picture = new BufferedImage(Thumbnails.WIDTH, Thumbnails.HEIGHT, BufferedImage.TYPE_INT_RGB);
        var canvas = picture.createGraphics();
        canvas.drawImage(sheet, -column * Thumbnails.WIDTH, -row * Thumbnails.HEIGHT, null);
        canvas.dispose();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(picture, null, null), how);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
