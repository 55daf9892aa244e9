package io.chantier.cli.backup;

import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Environment;
import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.Terminal;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the whole installation into one file: the database as one consistent moment, then the files, so that every
 * picture or release that a row names is there. Chantier may run meanwhile.
 */
public final class Backup {

    static final JsonMapper JSON = JsonMapper.shared();

    private final Home home;
    private final Path data;
    private final Terminal terminal;

    public Backup(Home home, Path data, Terminal terminal) {
        this.home = home;
        this.data = data.toAbsolutePath().normalize();
        this.terminal = terminal;
    }

    /**
     * What was saved.
     *
     * @param missing the blobs that the database names and nobody found: pictures, revisions or files that are online
     */
    public record Summary(int tables, int files, long bytes, List<String> missing) {}

    /** @param force whether a file of that name may be replaced */
    public Summary write(Path file, boolean force) throws IOException, SQLException {
        var target = file.toAbsolutePath();
        if (Files.exists(target) && !force) {
            throw new CliException("backup.exists", Map.of("file", target.toString()));
        }
        var environment = Environment.of(home);
        if (!environment.containsKey("DATABASE_URL") && !Files.exists(data.resolve("postgres"))) {
            throw new CliException("backup.nothing", Map.of("data", data.toString()));
        }
        var partial = Files.createTempFile(target.getParent(), ".backup-", ".part");
        try {
            var summary = write(partial, environment);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
            return summary;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private Summary write(Path partial, Map<String, String> environment) throws IOException, SQLException {
        var blobs = BlobFolder.of(data, home, environment);
        Saved saved;
        int files;
        Set<String> missing;
        try (var archive = new Archive(partial)) {
            try (var database = DatabaseAccess.open(data, environment)) {
                saved = saveDatabase(database.connection(), archive);
            }
            files = saveFiles(archive, blobs);
            missing = saved.named().missing(savedBlobs(archive), blobs);
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            var manifest = new Manifest(
                    Manifest.FORMAT, now, saved.server(), saved.migrations(), List.copyOf(archive.entries()));
            archive.add(Manifest.NAME, JSON.writeValueAsBytes(manifest));
        }
        try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return new Summary(saved.tables(), files, Files.size(partial), List.copyOf(missing));
    }

    private record Saved(int tables, String server, Map<String, String> migrations, NamedBlobs named) {}

    private Saved saveDatabase(Connection connection, Archive archive) throws IOException, SQLException {
        terminal.progress(5, terminal.words().say("backup.database"));
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        var catalog = new Catalog(connection);
        var dump = catalog.read();
        archive.add("database/schema.json", JSON.writeValueAsBytes(dump));
        for (var table : dump.tables()) {
            saveRows(connection, table, archive);
        }
        var saved = new Saved(
                dump.tables().size(),
                connection.getMetaData().getDatabaseProductVersion(),
                catalog.migrations(),
                NamedBlobs.in(connection));
        connection.rollback();
        return saved;
    }

    // Through a file, because tar wants the size first.
    private void saveRows(Connection connection, Dump.Table table, Archive archive) throws IOException, SQLException {
        var rows = Files.createTempFile(data, ".rows-", ".tmp");
        try {
            try (var out = new BufferedOutputStream(Files.newOutputStream(rows), 1 << 16)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut(), out);
            }
            archive.add("database/" + table.file(), rows);
        } finally {
            Files.delete(rows);
        }
    }

    private int saveFiles(Archive archive, BlobFolder blobs) throws IOException {
        var names = new LinkedHashMap<Path, String>();
        DataFiles.beside(data, blobs.folder()).forEach(file -> names.put(file, "data/" + data.relativize(file)));
        DataFiles.blobs(blobs.folder()).forEach(blob -> names.put(blob, blobs.entry(blob)));
        int saved = 0;
        int seen = 0;
        for (var file : names.entrySet()) {
            terminal.progress(10 + 90 * seen++ / names.size(), terminal.words().say("backup.files"));
            if (save(file.getKey(), file.getValue(), archive)) {
                saved++;
            }
        }
        return saved;
    }

    private static Set<String> savedBlobs(Archive archive) {
        var folder = "data/" + BlobFolder.NAME + "/";
        return archive.entries().stream()
                .map(Manifest.Entry::name)
                .filter(name -> name.startsWith(folder))
                .map(name -> name.substring(folder.length()).replace("/", ""))
                .collect(Collectors.toSet());
    }

    private static boolean save(Path file, String name, Archive archive) throws IOException {
        try {
            archive.add(name, file);
            return true;
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        }
    }
}
