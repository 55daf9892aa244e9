package io.chantier.rendering;

import io.chantier.storage.Release;
import io.chantier.values.Digest;
import java.util.List;

/**
 * A picture in the widths that browsers ask for, made once from the original.
 *
 * @param id the first twelve digits of the original's digest
 * @param width of the original, turned upright
 */
public record PreparedPicture(String id, int width, int height, String alt, List<Variant> variants) {

    /** One width; {@code file} is its name below {@code /_img/}. */
    public record Variant(int width, int height, String file, Digest blob, long size) {

        public String path() {
            return "_img/" + file;
        }

        Release.Entry entry() {
            return new Release.Entry(blob, size, file.endsWith(".svg") ? "image/svg+xml" : "image/webp");
        }
    }
}
