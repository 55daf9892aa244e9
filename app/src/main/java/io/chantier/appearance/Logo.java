package io.chantier.appearance;

import io.chantier.storage.PictureHeader;
import io.chantier.values.Digest;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The installation's own picture: looked at before it is kept, and served as nothing but a picture. */
@SuppressWarnings("ArrayRecordComponent") // two are compared by their version
public record Logo(byte[] bytes, String contentType) {

    /** A logo is small; this is far more than it needs. */
    public static final int MOST_BYTES = 512 << 10;

    private static final int LONGEST_SIDE = 4000;
    private static final Set<String> TYPES = Set.of("image/png", "image/webp", "image/svg+xml");

    /** @throws ProblemException when it is no PNG, WebP or harmless SVG, or too large */
    static Logo of(byte[] bytes) {
        if (bytes.length > MOST_BYTES) {
            throw new ProblemException(
                    Problem.ofField("logo", "logo-too-heavy", Map.of("most", String.valueOf(MOST_BYTES >> 10))));
        }
        var header = PictureHeader.of(bytes);
        if (!TYPES.contains(header.contentType())) {
            throw new ProblemException(Problem.ofField("logo", "logo-type", Map.of()));
        }
        if (Math.max(header.width(), header.height()) > LONGEST_SIDE) {
            throw new ProblemException(
                    Problem.ofField("logo", "logo-too-large", Map.of("most", String.valueOf(LONGEST_SIDE))));
        }
        return new Logo(bytes, header.contentType());
    }

    /** Changes with the picture. */
    public String version() {
        return Digest.of(bytes).brief();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Logo logo && version().equals(logo.version());
    }

    @Override
    public int hashCode() {
        return version().hashCode();
    }

    @Override
    public String toString() {
        return "Logo[" + contentType + ", " + version() + "]";
    }
}
