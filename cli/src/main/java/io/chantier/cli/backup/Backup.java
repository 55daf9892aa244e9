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
import java.util.List;
import java.util.Map;
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

    /** What was saved. */
    public record Summary(int tables, int files, long bytes) {}

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
        Saved saved;
        int files;
        try (var archive = new Archive(partial)) {
            try (var database = DatabaseAccess.open(data, environment)) {
                saved = saveDatabase(database.connection(), archive);
            }
            files = saveFiles(archive);
            var now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            var manifest = new Manifest(
                    Manifest.FORMAT, now, saved.server(), saved.migrations(), List.copyOf(archive.entries()));
            archive.add(Manifest.NAME, JSON.writeValueAsBytes(manifest));
        }
        try (var channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        return new Summary(saved.tables(), files, Files.size(partial));
    }

    private record Saved(int tables, String server, Map<String, String> migrations) {}

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
                dump.tables().size(), connection.getMetaData().getDatabaseProductVersion(), catalog.migrations());
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

    private int saveFiles(Archive archive) throws IOException {
        var files = DataFiles.in(data);
        int saved = 0;
        for (int i = 0; i < files.size(); i++) {
            terminal.progress(10 + 90 * i / files.size(), terminal.words().say("backup.files"));
            if (save(files.get(i), archive)) {
                saved++;
            }
        }
        return saved;
    }

    private boolean save(Path file, Archive archive) throws IOException {
        try {
            archive.add("data/" + data.relativize(file), file);
            return true;
        } catch (NoSuchFileException removedMeanwhile) {
            return false;
        }
    }
}
