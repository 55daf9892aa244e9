package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.storage.Release;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The answer to a {@link RenderRequest}. */
public sealed interface Rendering {

    /**
     * @param files path from the root to content, such as {@code services/index.html}
     * @param pictures path to a picture's variant or a video, which is in the blob store already
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

        private static final Pattern SHEET =
                Pattern.compile("<link rel=\"stylesheet\" href=\"/(assets/[\\w.@-]+\\.css)\"[^>]*>");

        /** The bytes of a picture's largest variant, by picture id, and of each video, by {@code video/<id>}. */
        public Map<String, Long> pictureBytes() {
            return pictures.entrySet().stream()
                    .collect(Collectors.toMap(
                            file -> named(file.getKey()),
                            file -> file.getValue().size(),
                            Math::max));
        }

        /** A page that brings its style sheets along; empty where there is no such page. */
        public Optional<byte[]> withStyles(String path) {
            return Optional.ofNullable(files.get(path))
                    .map(page -> SHEET.matcher(new String(page, StandardCharsets.UTF_8))
                            .replaceAll(
                                    sheet -> Matcher.quoteReplacement("<style>" + style(sheet.group(1)) + "</style>"))
                            .getBytes(StandardCharsets.UTF_8));
        }

        private String style(String path) {
            return new String(files.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8).replace("</", "<\\/");
        }

        private static String named(String path) {
            var at = path.indexOf('/') + 1;
            return (path.startsWith("_video/") ? "video/" : "") + path.substring(at, at + 12);
        }
    }

    record Failed(Failure why) implements Rendering {}
}
