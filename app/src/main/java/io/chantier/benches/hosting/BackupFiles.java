package io.chantier.benches.hosting;

import io.chantier.benches.hosting.BackupRecords.Kept;
import io.chantier.benches.hosting.BenchBackups.Backup;
import io.chantier.benches.hosting.BenchBackups.File;
import io.chantier.sites.Site;
import io.chantier.web.Problem;
import io.chantier.web.ProblemException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * The files of the backups of sites on benches, wherever they lie: in the store, else on the bench server. Every method
 * throws a {@link ProblemException} where there is no such backup, or its files are gone or out of reach.
 */
@Component
public class BackupFiles {

    /** Time enough to begin a download. */
    private static final Duration BEGIN = Duration.ofMinutes(5);

    private final BenchBackups backups;
    private final SiteDownloads downloads;
    private final BackupLinks links;
    private final BackupRecords records;
    private final BackupStore store;

    BackupFiles(
            BenchBackups backups,
            SiteDownloads downloads,
            BackupLinks links,
            BackupRecords records,
            BackupStore store) {
        this.backups = backups;
        this.downloads = downloads;
        this.links = links;
        this.records = records;
        this.store = store;
    }

    /** Where a file is to be had. */
    public sealed interface Found {

        /**
         * It is being sent; whoever got it closes its content.
         *
         * @param bytes as many as come where nothing breaks off
         * @param content breaks off where the other side sends nothing for a minute
         */
        record Content(String name, long bytes, InputStream content) implements Found {}

        /** Whoever has this address gets it there, for a few minutes. */
        record Elsewhere(URI address) implements Found {}
    }

    /**
     * Where an agent, or whoever has the addresses, gets the files; all of them are there now.
     *
     * @param validFor after this the addresses lead nowhere
     * @return by part: {@code database}, {@code public}, {@code private} and {@code site_config}, as far as it has them
     */
    public Map<String, URI> addresses(Site site, UUID backup, Duration validFor) {
        var files = get(site, backup).files();
        var kept = inStore(backup);
        if (kept.isEmpty()) demand(site, files);
        var addresses = new LinkedHashMap<String, URI>();
        for (var file : files) {
            var address = kept.map(there -> address(there, name(file), validFor))
                    .orElseGet(() -> links.make(site, backup, file.part(), name(file), validFor));
            addresses.put(file.part(), address);
        }
        return addresses;
    }

    /** Only where it is on the server of its bench: whether all of it is there now. */
    public void demandOnServer(Site site, Backup backup) {
        if (backup.place() == BenchBackups.Place.SERVER) demand(site, backup.files());
    }

    private void demand(Site site, List<File> files) {
        var session = downloads.begin(site);
        files.forEach(file -> session.demand(name(file)));
    }

    /** Opens a file for a person; nothing of it is kept here. */
    public Found open(Site site, UUID backup, String part) {
        var name = name(get(site, backup).file(part).orElseThrow(BackupFiles::unknown));
        var kept = inStore(backup);
        if (kept.isPresent()) return new Found.Elsewhere(address(kept.get(), name, BEGIN));
        var answer = downloads.begin(site).open(name);
        return new Found.Content(name, answer.length(), answer.body());
    }

    /** Empty where it never was there; a problem where it was. */
    private Optional<Kept> inStore(UUID backup) {
        var kept = Optional.ofNullable(records.of(List.of(backup)).get(backup));
        if (kept.filter(one -> one.goneAt() != null).isPresent()) {
            throw new ProblemException(Problem.of("backup-removed", 410));
        }
        return kept;
    }

    private URI address(Kept kept, String name, Duration validFor) {
        var objects = kept.objects();
        var key = objects.key(name);
        return switch (store.has(objects.bucket(), key)) {
            case BackupStore.Answer.Yes() -> store.address(objects.bucket(), key, name, validFor);
            case BackupStore.Answer.No() ->
                throw new ProblemException(Problem.of("backup-object-gone", 410, Map.of("file", name)));
            case BackupStore.Answer.Trouble(var said) ->
                throw new ProblemException(
                        Problem.of("backup-store-silent", 502, Map.of("bucket", objects.bucket(), "said", said)));
        };
    }

    private Backup get(Site site, UUID backup) {
        return backups.find(site, backup)
                .filter(made -> !made.files().isEmpty())
                .orElseThrow(BackupFiles::unknown);
    }

    /** As the agent told it: it becomes part of an address. */
    private static String name(File file) {
        if (!BackupLinks.isPlain(file.name())) {
            throw new ProblemException(Problem.of("backup-file-gone", 410, Map.of("file", file.name())));
        }
        return file.name();
    }

    private static ProblemException unknown() {
        return new ProblemException(Problem.of("backup-unknown", 404));
    }
}
