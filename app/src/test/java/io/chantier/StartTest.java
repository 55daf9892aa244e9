package io.chantier;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ChantierTest
class StartTest {

    @Autowired
    JdbcClient database;

    @Test
    void every_module_has_a_history_of_its_own() {
        var histories = database.sql("select tablename from pg_tables where tablename like 'flyway\\_%'")
                .query(String.class)
                .list();
        assertThat(histories).contains("flyway_chantier");
    }
}
