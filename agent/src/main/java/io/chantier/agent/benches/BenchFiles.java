package io.chantier.agent.benches;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;

/** The files that a bench as a whole is made of. */
final class BenchFiles {

    private static final String MADE_BY = ".chantier-made-by";
    private static final List<String> FOLDERS = List.of("sites", "logs", "config");

    private final Benches benches;

    BenchFiles(Benches benches) {
        this.benches = benches;
    }

    /** @return false where somebody else's bench has this name */
    boolean make(BenchCall call) throws IOException {
        var folder = benches.folder(call.bench());
        Files.createDirectories(benches.directory());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException _) {
            if (!isMadeBy(call) && !isEmpty(folder)) {
                return false;
            }
        }
        Files.writeString(folder.resolve(MADE_BY), call.order());
        for (var name : FOLDERS) {
            Files.createDirectories(folder.resolve(name));
        }
        replace(folder, "config.json", call.setup());
        return true;
    }

    /** As an agent leaves it that is killed right after it made the folder. */
    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try (var content = Files.newDirectoryStream(folder)) {
            return !content.iterator().hasNext();
        }
    }

    /** Whether the folder is there because of this job, be it of an earlier run. */
    boolean isMadeBy(BenchCall call) throws IOException {
        var mark = benches.folder(call.bench()).resolve(MADE_BY);
        return Files.isRegularFile(mark, LinkOption.NOFOLLOW_LINKS)
                && Files.readString(mark).equals(call.order());
    }

    /** From now on nobody takes the bench back. */
    void keep(BenchName bench) throws IOException {
        Files.deleteIfExists(benches.folder(bench).resolve(MADE_BY));
    }

    /** @return false where there is no such bench */
    boolean configure(BenchName bench, JsonNode setup, JsonNode common, boolean inContainer) {
        try (var folder = Folder.open(benches.folder(bench)).orElse(null);
                var sites = folder == null ? null : folder.child("sites").orElse(null)) {
            if (folder == null || sites == null) {
                return false;
            }
            replace(folder, "config.json", setup);
            replace(sites, "common_site_config.json", common);
            if (inContainer) {
                supervise(folder, setup);
            }
            return true;
        }
    }

    /** The files of the configuration as they are, for {@link #writeAgain}. */
    String written(BenchName bench) {
        var texts = new TreeMap<String, String>();
        inFolders(bench, (folder, name) -> folder.text(name).ifPresent(text -> texts.put(name, text)));
        return Wire.write(texts);
    }

    /** Where a file was not there, the new one stays: programs that run read it. */
    void writeAgain(BenchName bench, String written) {
        var texts = written.isEmpty() ? Wire.emptyObject() : Wire.tree(written);
        inFolders(bench, (folder, name) -> {
            if (texts.has(name)) {
                folder.replace(name, texts.get(name).asString());
            }
        });
    }

    private void inFolders(BenchName bench, BiConsumer<Folder, String> work) {
        try (var folder = Folder.open(benches.folder(bench)).orElse(null)) {
            if (folder == null) {
                return;
            }
            work.accept(folder, "config.json");
            in(folder, "sites", "common_site_config.json", work);
            in(folder, "config", "supervisor.conf", work);
        }
    }

    private static void in(Folder folder, String child, String file, BiConsumer<Folder, String> work) {
        try (var open = folder.child(child).orElse(null)) {
            if (open != null) {
                work.accept(open, file);
            }
        }
    }

    private static void supervise(Folder folder, JsonNode setup) {
        try (var config = folder.child("config").orElse(null)) {
            if (config != null) {
                config.replace("supervisor.conf", SupervisorPrograms.text(setup));
            }
        }
    }

    private static void replace(Path folder, String name, JsonNode content) {
        try (var open = Folder.open(folder).orElse(null)) {
            if (open != null) {
                replace(open, name, content);
            }
        }
    }

    private static void replace(Folder folder, String name, JsonNode content) {
        folder.replace(name, content.toPrettyString() + "\n");
    }
}
