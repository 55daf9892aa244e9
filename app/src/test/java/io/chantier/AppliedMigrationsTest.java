package io.chantier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class AppliedMigrationsTest {

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    @Test
    void what_was_migrated_is_known_and_whatever_differs_is_left_to_flyway() {
        database.setUrl(TestDatabase.fresh());
        var sql = JdbcClient.create(database);
        assertThat(new AppliedMigrations(database).hasAny("sites")).isTrue();
        assertThat(new AppliedMigrations(database).hasAny("nothing")).isFalse();
        assertThat(new AppliedMigrations(database).areComplete("sites")).isFalse();

        new ModuleMigrations(database).run();

        var applied = new AppliedMigrations(database);
        for (var module : ModuleMigrations.MODULES)
            assertThat(applied.hasAny(module)).as(module).isEqualTo(applied.areComplete(module));
        new ModuleMigrations(database).run();

        sql.sql("delete from flyway_fleet where script like 'V1__%'").update();
        assertThat(applied.areComplete("fleet")).isFalse();

        sql.sql("update flyway_sites set checksum = checksum + 1 where script like 'V1__%'")
                .update();
        assertThat(applied.areComplete("sites")).isFalse();
        assertThatThrownBy(() -> new ModuleMigrations(database).run())
                .isInstanceOf(FlywayException.class)
                .hasMessageContaining("checksum");
    }
}
