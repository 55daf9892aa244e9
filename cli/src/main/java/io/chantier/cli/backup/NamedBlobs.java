package io.chantier.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The blobs without which a restored installation would show less: pictures, revisions, what is online now. */
final class NamedBlobs {

    private static final List<Column> COLUMNS = List.of(
            new Column("storage_media", "digest"),
            new Column("site_revision", "bundle"),
            new Column("storage_pointer", "release"));

    private static final Column ONLINE = COLUMNS.getLast();

    private final List<String> digests = new ArrayList<>();
    private final List<String> releases = new ArrayList<>();

    private NamedBlobs() {}

    private record Column(String table, String name) {}

    /** What the database names at the moment that the connection sees. */
    static NamedBlobs in(Connection connection) throws SQLException {
        var named = new NamedBlobs();
        for (var column : COLUMNS) {
            if (exists(connection, column)) {
                named.read(connection, column);
            }
        }
        return named;
    }

    /** Those of them that a backup with these blobs lacks. */
    Set<String> missing(Set<String> saved, BlobFolder blobs) throws IOException {
        var needed = new TreeSet<>(digests);
        for (var release : releases) {
            if (saved.contains(release)) {
                var manifest = Backup.JSON.readTree(Files.readAllBytes(blobs.place(release)));
                manifest.path("files")
                        .forEach(file -> needed.add(file.path("blob").asString()));
            }
        }
        needed.removeAll(saved);
        return needed;
    }

    private static boolean exists(Connection connection, Column column) throws SQLException {
        try (var query = connection.prepareStatement("select to_regclass(?) is not null")) {
            query.setString(1, column.table());
            try (var answer = query.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        }
    }

    private void read(Connection connection, Column column) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select distinct " + column.name() + " from " + column.table())) {
            while (rows.next()) {
                digests.add(rows.getString(1));
                if (column.equals(ONLINE)) {
                    releases.add(rows.getString(1));
                }
            }
        }
    }
}
