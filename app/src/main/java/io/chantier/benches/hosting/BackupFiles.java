package io.chantier.benches.hosting;

import io.chantier.benches.hosting.BenchBackups.Backup;
import io.chantier.benches.hosting.BenchBackups.File;
import io.chantier.sites.Site;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The files of the backups of sites on benches, wherever they lie. Every method throws a {@link ProblemException} where
 * there is no such backup, or its files are gone or out of reach.
 */
@Component
public class BackupFiles {

    private final BenchBackups backups;
    private final SiteDownloads downloads;
    private final BackupLinks links;

    BackupFiles(BenchBackups backups, SiteDownloads downloads, BackupLinks links) {
        this.backups = backups;
        this.downloads = downloads;
        this.links = links;
    }

    /**
     * A file that is being sent; whoever got it closes its content.
     *
     * @param bytes as many as come where nothing breaks off
     * @param content breaks off where the other side sends nothing for a minute
     */
    public record Content(String name, long bytes, InputStream content) {}

    /**
     * Where an agent, or whoever has the addresses, gets the files; all of them are there now.
     *
     * @param validFor after this the addresses lead nowhere
     * @return by part: {@code database}, {@code public}, {@code private} and {@code site_config}, as far as it has them
     */
    public Map<String, URI> addresses(Site site, UUID backup, Duration validFor) {
        var made = get(site, backup);
        var session = downloads.begin(site);
        made.files().forEach(file -> session.demand(name(file)));
        var addresses = new LinkedHashMap<String, URI>();
        for (var file : made.files()) {
            addresses.put(file.part(), links.make(site, backup, file.part(), name(file), validFor));
        }
        return addresses;
    }

    /** Opens a file for a person; nothing of it is kept here. */
    public Content open(Site site, UUID backup, String part) {
        var file = get(site, backup)
                .file(part)
                .orElseThrow(() -> new ProblemException(Problem.of("backup-unknown", 404, Map.of())));
        var name = name(file);
        var answer = downloads.begin(site).open(name);
        return new Content(name, answer.length(), answer.body());
    }

    private Backup get(Site site, UUID backup) {
        return backups.find(site, backup)
                .filter(made -> !made.files().isEmpty())
                .orElseThrow(() -> new ProblemException(Problem.of("backup-unknown", 404, Map.of())));
    }

    /** As the agent told it: it becomes part of an address. */
    private static String name(File file) {
        if (!BackupLinks.isPlain(file.name())) {
            throw new ProblemException(Problem.of("backup-file-gone", 410, Map.of("file", file.name())));
        }
        return file.name();
    }
}
