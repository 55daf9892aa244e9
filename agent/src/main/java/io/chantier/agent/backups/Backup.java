package io.chantier.agent.backups;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of one backup of a site.
 *
 * @param name with which the names of all of them begin
 */
public record Backup(String name, Map<Part, Path> files) {

    public Backup {
        files = files.isEmpty() ? Map.of() : new EnumMap<>(files);
    }

    public Collection<Path> paths() {
        return files.values();
    }

    /** What is missing or broken, in words; empty where the backup can be restored. */
    public Optional<String> flaw(boolean withFiles) throws IOException {
        for (var part : wanted(withFiles)) {
            if (!files.containsKey(part)) {
                return Optional.of("bench wrote no file with the " + part.key() + " of the site");
            }
        }
        for (var file : files.entrySet()) {
            var flaw = Wholeness.flaw(file.getKey(), file.getValue());
            if (flaw.isPresent()) {
                return flaw.map(said -> file.getValue().getFileName() + " " + said);
            }
        }
        return Optional.empty();
    }

    private static List<Part> wanted(boolean withFiles) {
        var wanted = new ArrayList<>(List.of(Part.DATABASE, Part.SITE_CONFIG));
        if (withFiles) {
            wanted.addAll(List.of(Part.PRIVATE, Part.PUBLIC));
        }
        return wanted;
    }

    /** Those that are gone already are none. */
    public void delete() throws IOException {
        for (var path : paths()) {
            Files.deleteIfExists(path);
        }
    }
}
