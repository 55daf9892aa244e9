package io.chantier.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.chantier.ChantierTest;
import io.chantier.Client;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** As if the installation had no administrator yet. */
@ChantierTest
class FirstStartTest {

    @Autowired
    Environment environment;

    @Autowired
    JdbcClient database;

    @Autowired
    Accounts accounts;

    @Autowired
    Teams teams;

    @Autowired
    TransactionTemplate transaction;

    @TempDir
    Path folder;

    @BeforeEach
    void setTheAdministratorAside() {
        database.sql("update account set login = 'admin-aside' where login = 'admin'")
                .update();
    }

    @AfterEach
    void bringTheAdministratorBack() {
        database.sql("update account set login = ?, operator = false where login = 'admin'")
                .param("once-" + UUID.randomUUID())
                .update();
        database.sql("update account set login = 'admin' where login = 'admin-aside'")
                .update();
    }

    @Test
    void the_made_password_is_handed_over_in_a_file_that_only_we_can_read() throws Exception {
        var file = folder.resolve("admin-password.once");
        Files.writeString(file, "from a start that failed");
        start("", file.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        var password = Files.readString(file).strip();
        assertThat(Client.of(environment)
                        .authorized("admin", password)
                        .get("/api/settings")
                        .statusCode())
                .isEqualTo(200);

        Files.delete(file);
        start("", file.toString());
        assertThat(file).doesNotExist();
    }

    @Test
    void a_password_that_was_given_is_written_nowhere() {
        var file = folder.resolve("admin-password.once");
        start("given-by-the-operator", file.toString());
        assertThat(file).doesNotExist();
        assertThat(Client.of(environment)
                        .authorized("admin", "given-by-the-operator")
                        .get("/api/account")
                        .statusCode())
                .isEqualTo(200);
    }

    private void start(String given, String file) {
        new FirstStart(database, accounts, teams, transaction, given, file).afterSingletonsInstantiated();
    }
}
