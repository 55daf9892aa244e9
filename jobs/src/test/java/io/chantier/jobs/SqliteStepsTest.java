package io.chantier.jobs;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteStepsTest extends StepsContract {

    @TempDir
    Path folder;

    @Override
    TestDatabase fresh() {
        return new TestDatabase.Sqlite(folder.resolve("jobs.sqlite3"));
    }
}
