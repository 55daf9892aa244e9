package io.chantier.rendering;

import io.chantier.values.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Tells which files of a revision are components that somebody edited, as opposed to data and a person's own style rules. */
final class Revised {

    static final String CUSTOM_CSS = "src/styles/custom.css";

    private static final Pattern SAFE = Pattern.compile("src(/[A-Za-z0-9_\\[\\]][A-Za-z0-9._\\[\\]-]{0,80}){1,8}");

    private final Path template;
    private final Map<String, Digest> shipped = new ConcurrentHashMap<>();

    Revised(Path template) {
        this.template = template;
    }

    /** The source files that differ from the template's. */
    SortedMap<String, byte[]> components(SortedMap<String, byte[]> revision) {
        var edited = new TreeMap<String, byte[]>();
        revision.tailMap("src/").forEach((path, bytes) -> {
            boolean component = path.startsWith("src/")
                    && !path.equals(CUSTOM_CSS)
                    && SAFE.matcher(path).matches();
            if (component && !Digest.of(bytes).equals(shipped(path))) edited.put(path, bytes);
        });
        return edited;
    }

    static String customCss(SortedMap<String, byte[]> revision) {
        return new String(revision.getOrDefault(CUSTOM_CSS, new byte[0]), StandardCharsets.UTF_8);
    }

    /** The digest of the template's own file; of nothing where it has none. */
    private Digest shipped(String path) {
        return shipped.computeIfAbsent(path, _ -> {
            try {
                var file = template.resolve(path);
                return Files.isRegularFile(file) ? Digest.of(Files.readAllBytes(file)) : Digest.of("");
            } catch (IOException e) {
                return Digest.of("");
            }
        });
    }
}
