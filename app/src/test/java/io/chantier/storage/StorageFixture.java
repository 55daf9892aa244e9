package io.chantier.storage;

import io.chantier.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The storage on a database and a folder of its own, without Spring. */
public record StorageFixture(
        DataSource database, Blobs blobs, Media media, Releases releases, ReleasePointers pointers) {

    /** @param modules whose migrations are run beside those of storage */
    public static StorageFixture fresh(String... modules) {
        var database = new PGSimpleDataSource();
        database.setUrl(TestDatabase.fresh());
        migrate(database, "storage");
        List.of(modules).forEach(module -> migrate(database, module));
        var jdbc = JdbcClient.create(database);
        var blobs = new FolderBlobs(folder());
        return new StorageFixture(
                database,
                blobs,
                new JdbcMedia(jdbc, blobs),
                new JdbcReleases(jdbc, blobs),
                new JdbcReleasePointers(jdbc, new DataSourceTransactionManager(database)));
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(database);
    }

    private static void migrate(DataSource database, String module) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/" + module)
                .table("flyway_" + module)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("chantier-blobs");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
