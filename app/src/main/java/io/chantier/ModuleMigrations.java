package io.chantier;

import io.chantier.jobs.Dialect;
import io.chantier.jobs.JobTables;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the database to this version: each module's own migrations ({@code db/migration/<module>}), in module order,
 * each with a history of its own ({@code flyway_<module>}), so that a module can be read, moved or left out alone.
 * The job engine brings its tables itself.
 */
final class ModuleMigrations {

    /** {@code chantier} holds what belongs to libraries: the event publication registry. */
    static final List<String> MODULES = List.of(
            "chantier",
            "web",
            "identity",
            "storage",
            "ingress",
            "outbound",
            "appearance",
            "sites",
            "metering",
            "reading",
            "rendering",
            "generation",
            "checks",
            "deployment",
            "benches",
            "lifecycle",
            "editing",
            "dashboard",
            "thumbnails",
            "lighthouse",
            "fleet",
            "approval",
            "domains");

    private final DataSource database;

    ModuleMigrations(DataSource database) {
        this.database = database;
    }

    void run() {
        JobTables.create(database, Dialect.POSTGRESQL);
        var applied = new AppliedMigrations(database);
        for (var module : MODULES) {
            if (applied.hasAny(module) && !applied.areComplete(module)) migrate(module);
        }
    }

    private void migrate(String module) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/" + module)
                .table("flyway_" + module)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(true)
                .load()
                .migrate();
    }
}
