package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.storage.Release;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The answer to a {@link RenderRequest}. */
public sealed interface Rendering {

    /**
     * @param files path from the root to content, such as {@code services/index.html}
     * @param pictures path to a picture's variant, which is in the blob store already
     * @param redirects old path to new path
     * @param marker what every page carries in {@code <meta name="generator-build">}
     * @param refused pictures that the content names and that could not be made, with the reason
     */
    record Rendered(
            SortedMap<String, byte[]> files,
            SortedMap<String, Release.Entry> pictures,
            SortedMap<String, String> redirects,
            String marker,
            Map<String, Failure> refused)
            implements Rendering {

        /** The bytes of a picture's largest variant, by picture id. */
        public Map<String, Long> pictureBytes() {
            return pictures.entrySet().stream()
                    .collect(Collectors.toMap(
                            picture -> picture.getKey().substring("_img/".length(), "_img/".length() + 12),
                            picture -> picture.getValue().size(),
                            Math::max));
        }
    }

    record Failed(Failure why) implements Rendering {}
}
