package io.chantier.sites;

import io.chantier.storage.PrivateFolders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The folder {@code clients/<slug>/} of each showcase site: its work tree for people to look into and its git cache.
 * Only a cache: the truth is in the database and the blob store. Every path is built from a slug and checked names.
 */
@Component
public class ClientFolders {

    private static final Logger log = LoggerFactory.getLogger(ClientFolders.class);

    private final Path root;

    /**
     * @param named the folder that {@code CLIENTS_DIR} names; empty for {@code clients} in the data folder
     */
    ClientFolders(@Value("${chantier.clients-dir:}") String named, @Value("${chantier.data:data}") Path data) {
        this.root = (named.isBlank() ? data.resolve("clients") : Path.of(named)).toAbsolutePath();
    }

    public Path of(Site site) {
        return root.resolve(site.slug().value());
    }

    Path gitOf(Site site) {
        PrivateFolders.make(root);
        return of(site).resolve(".revisions");
    }

    /** Writes the files into the work tree, each at once or not at all; others that lie there are left alone. */
    public void write(Site site, SortedMap<String, byte[]> files) {
        PrivateFolders.make(root);
        files.forEach((path, bytes) -> write(of(site), path, bytes));
    }

    /** Adds a line to {@code .generation-log}. */
    public void log(Site site, String line) {
        try {
            PrivateFolders.make(root);
            Files.createDirectories(of(site));
            Files.writeString(
                    of(site).resolve(".generation-log"),
                    line.replaceAll("[\\r\\n]+", " ") + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes everything that lies here for the site, when it is certain that the site is deleted. */
    @EventListener
    void forget(SiteEvent.Deleted event) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                delete(event.site());
            }
        });
    }

    void delete(Site site) {
        var folder = of(site);
        if (!Files.isDirectory(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) return;
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException e) {
            log.warn("The folder {} of a deleted site could not be removed", folder, e);
        }
    }

    private static void write(Path folder, String path, byte[] bytes) {
        var target = folder.resolve(path).normalize();
        if (!target.startsWith(folder)) throw new IllegalArgumentException("Leaves the client's folder: " + path);
        try {
            Files.createDirectories(target.getParent());
            var temporary = Files.createTempFile(target.getParent(), ".writing", null);
            Files.write(temporary, bytes);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
