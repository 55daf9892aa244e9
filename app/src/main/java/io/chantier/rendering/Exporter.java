package io.chantier.rendering;

import io.chantier.jobs.Failure;
import io.chantier.storage.Blobs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a site as a plain Astro project that builds the same pages anywhere with {@code npm ci && npm run build}. What
 * belongs to it is listed in the template's {@code export.json}.
 */
public final class Exporter {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z0-9_.\\[\\]-]{1,100}(/[A-Za-z0-9_.\\[\\]-]{1,100}){0,12}");

    private final NodeRenderer renderer;
    private final Blobs blobs;
    private final Path home;

    Exporter(NodeRenderer renderer, Blobs blobs, Path home) {
        this.renderer = renderer;
        this.blobs = blobs;
        this.home = home;
    }

    /** The answer to the wish for an export. */
    public sealed interface Export {

        /** The project's files by path; nothing was written yet. */
        record Project(SortedMap<String, byte[]> files) implements Export {

            /** Writes a {@code .tar.gz} whose files lie in one folder. */
            public void write(String folder, OutputStream out) throws IOException {
                try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(out), "UTF-8")) {
                    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
                    for (var file : files.entrySet()) {
                        var entry = new TarArchiveEntry(folder + "/" + file.getKey());
                        entry.setSize(file.getValue().length);
                        entry.setModTime(0);
                        tar.putArchiveEntry(entry);
                        tar.write(file.getValue());
                        tar.closeArchiveEntry();
                    }
                }
            }
        }

        record Failed(Failure why) implements Export {}
    }

    /** What {@code export.json} says; its {@code made} is for people. */
    private record Parts(List<String> files, List<String> folders, List<String> revision) {

        static Parts read(Path file) throws IOException {
            var parts = JSON.readTree(Files.readAllBytes(file));
            return new Parts(
                    parts.path("files")
                            .valueStream()
                            .map(name -> name.asString(""))
                            .toList(),
                    parts.path("folders")
                            .valueStream()
                            .map(name -> name.asString(""))
                            .toList(),
                    parts.path("revision")
                            .valueStream()
                            .map(name -> name.asString(""))
                            .toList());
        }
    }

    public Export export(RenderRequest request) throws IOException {
        return switch (renderer.prepare(request)) {
            case NodeRenderer.Preparing.Failed(var why) -> new Export.Failed(why);
            case NodeRenderer.Preparing.Ready(var context, String _) -> new Export.Project(project(request, context));
        };
    }

    private SortedMap<String, byte[]> project(RenderRequest request, Context context) throws IOException {
        var files = new TreeMap<String, byte[]>();
        var parts = Parts.read(home.resolve("export.json"));
        for (var name : parts.files()) take(files, name);
        for (var folder : parts.folders()) for (var name : below(folder)) take(files, name);
        request.files().forEach((path, bytes) -> {
            boolean belongs = parts.revision().stream()
                    .anyMatch(part -> part.endsWith("/") ? path.startsWith(part) : path.equals(part));
            if (belongs) files.put(path, bytes);
        });
        files.put("data/images.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(context.images()));
        if (!context.videos().isEmpty())
            files.put("data/videos.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(context.videos()));
        files.put(
                "data/publication.json",
                JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(context.publication()));
        for (var translation : context.translations())
            translation
                    .json()
                    .properties()
                    .forEach(file -> files.put(
                            "data/%s/%s.json".formatted(translation.language(), file.getKey()),
                            JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(file.getValue())));
        context.pictures()
                .forEach((path, entry) ->
                        blobs.get(entry.blob()).ifPresent(bytes -> files.put("public/" + path, bytes)));
        files.keySet().removeIf(path -> !isSafe(path));
        return files;
    }

    /** Names that mean the same file on every system and never lead out of the folder that they are unpacked into. */
    static boolean isSafe(String path) {
        return NAME.matcher(path).matches()
                && Stream.of(path.split("/", -1)).noneMatch(part -> part.equals(".") || part.equals(".."));
    }

    private void take(SortedMap<String, byte[]> files, String name) throws IOException {
        var file = home.resolve("template").resolve(name);
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) files.put(name, Files.readAllBytes(file));
    }

    private List<String> below(String folder) throws IOException {
        var template = home.resolve("template");
        try (var inside = Files.walk(template.resolve(folder))) {
            var names = new ArrayList<String>();
            inside.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .forEach(path -> names.add(template.relativize(path).toString()));
            return names;
        }
    }
}
