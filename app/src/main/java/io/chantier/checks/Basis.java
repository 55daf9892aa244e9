package io.chantier.checks;

import io.chantier.values.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the pages of a site are made with: look, template and edited components, as one digest; its texts are not in it. */
@Component
public final class Basis {

    private final ChecksSettings settings;
    private @Nullable String template;

    Basis(ChecksSettings settings) {
        this.settings = settings;
    }

    String of(SortedMap<String, byte[]> data) {
        var made = new TreeMap<>(data);
        made.keySet().removeIf(path -> path.startsWith("data/"));
        return digest(made, template());
    }

    /** The digest of the template alone, which does not change while the application runs. */
    public synchronized String template() {
        var known = template;
        if (known == null) template = known = digest(templateFiles(), "");
        return known;
    }

    private SortedMap<String, byte[]> templateFiles() {
        var files = new TreeMap<String, byte[]>();
        var root = settings.template().resolve("template");
        for (var folder : List.of("src", "schemas")) {
            try (Stream<Path> all = Files.walk(root.resolve(folder))) {
                for (var file : all.filter(Files::isRegularFile).toList())
                    files.put(root.relativize(file).toString(), Files.readAllBytes(file));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private static String digest(SortedMap<String, byte[]> files, String before) {
        MessageDigest all = Digest.sha256();
        all.update(before.getBytes(StandardCharsets.UTF_8));
        files.forEach(
                (path, bytes) -> all.update((path + " " + Digest.of(bytes) + "\n").getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(all.digest());
    }
}
