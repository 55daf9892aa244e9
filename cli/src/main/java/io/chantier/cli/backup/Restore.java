package io.chantier.cli.backup;

import io.chantier.cli.installation.CliException;
import io.chantier.cli.installation.Environment;
import io.chantier.cli.installation.Home;
import io.chantier.cli.installation.RunFile;
import io.chantier.cli.installation.Terminal;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;

/** Brings a backup back: verified first, built up in a folder beside, and only then given its name. */
public final class Restore {

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private final Home home;
    private final Path data;
    private final Terminal terminal;

    public Restore(Home home, Path data, Terminal terminal) {
        this.home = home;
        this.data = data.toAbsolutePath().normalize();
        this.terminal = terminal;
    }

    /** What was brought back. */
    public record Summary(int tables, int files) {}

    /** @param force whether a data folder that is not empty is put aside, under a new name */
    public Summary read(Path file, boolean force) throws IOException, SQLException {
        if (!Files.isReadable(file)) {
            throw new CliException("restore.absent", Map.of("file", file.toString()));
        }
        refuseRunning();
        refuseFull(force);
        terminal.progress(5, terminal.words().say("restore.verify"));
        Files.createDirectories(data.getParent());
        var reader =
                new ArchiveReader(file, Files.getFileStore(data.getParent()).getUsableSpace());
        reader.verify();
        var work = Files.createTempDirectory(data.getParent(), "." + data.getFileName() + ".restoring-");
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rwx--x--x"));
        try {
            return buildUp(reader, work);
        } finally {
            delete(work);
        }
    }

    private Summary buildUp(ArchiveReader reader, Path work) throws IOException, SQLException {
        terminal.progress(30, terminal.words().say("restore.files"));
        var unpacked = work.resolve("unpacked");
        reader.extract(unpacked);
        var folder = unpacked.resolve("data");
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwx--x--x"));
        int files = DataFiles.in(folder).size();
        terminal.progress(60, terminal.words().say("restore.database"));
        int tables;
        try (var database = DatabaseAccess.open(folder, Environment.of(home))) {
            tables = load(database.connection(), unpacked.resolve("database"));
        }
        var blobs = BlobFolder.of(data, home, Environment.of(home));
        if (!blobs.isIn(data)) {
            blobs.takeFrom(folder.resolve(BlobFolder.NAME));
            delete(folder.resolve(BlobFolder.NAME));
        }
        putAside();
        Files.move(folder, data, StandardCopyOption.ATOMIC_MOVE);
        return new Summary(tables, files);
    }

    private int load(Connection connection, Path folder) throws IOException, SQLException {
        var dump = Backup.JSON.readValue(Files.readAllBytes(folder.resolve("schema.json")), Dump.class);
        connection.setAutoCommit(false);
        if (!new Catalog(connection).read().tables().isEmpty()) {
            throw new CliException("restore.database.full");
        }
        execute(connection, dump.before());
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (var table : dump.tables()) {
            try (var rows = new BufferedInputStream(Files.newInputStream(folder.resolve(table.file())), 1 << 16)) {
                copy.copyIn(table.copyIn(), rows);
            }
        }
        execute(connection, dump.after());
        connection.commit();
        return dump.tables().size();
    }

    private static void execute(Connection connection, List<String> commands) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var command : commands) {
                statement.execute(command);
            }
        }
    }

    private void refuseRunning() throws IOException {
        if (RunFile.running(data).isPresent()) {
            throw new CliException("restore.running");
        }
    }

    private void refuseFull(boolean force) throws IOException {
        if (!force && !isEmpty()) {
            throw new CliException("restore.full", Map.of("data", data.toString()));
        }
    }

    private boolean isEmpty() throws IOException {
        if (!Files.exists(data)) {
            return true;
        }
        try (var content = Files.list(data)) {
            return content.findAny().isEmpty();
        }
    }

    private void putAside() throws IOException {
        if (isEmpty()) {
            Files.deleteIfExists(data);
            return;
        }
        var beside = data.resolveSibling(data.getFileName() + ".before-"
                + LocalDateTime.now(ZoneId.systemDefault()).format(STAMP));
        Files.move(data, beside, StandardCopyOption.ATOMIC_MOVE);
        terminal.say("restore.aside", Map.of("folder", beside.toString()));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
