package io.chantier.agent.databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.chantier.agent.MariaDbServer;
import io.chantier.agent.commands.Secret;
import io.chantier.jobs.StepOutcome;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done to databases, on a real MariaDB. */
class DatabasesTest {

    private final MariaDbServer mariaDb = MariaDbServer.shared();
    private final DatabaseServer server = new DatabaseServer("127.0.0.1", mariaDb.port());
    private final Login root = Login.root(new Secret(mariaDb.rootPassword()));

    @Test
    void a_limited_user_does_everything_with_its_database_and_is_gone_afterwards() throws Exception {
        var database = DatabaseName.ofSite(Path.of("/benches/b"), "limited.test", 0);
        var user = Databases.withLimitedUser(server, root, database, limited -> {
            try (var connection =
                            mariaDb.connect(limited.user(), limited.password().reveal(), "");
                    var statement = connection.createStatement()) {
                statement.execute("create database `" + database + "`");
                statement.execute("create user `" + database + "`@`%` identified by 'site-secret'");
                statement.execute("grant all on `" + database + "`.* to `" + database + "`@`%`");
                assertThatThrownBy(() -> statement.execute("create database `" + database + "x`"))
                        .isInstanceOf(SQLException.class);
                assertThatThrownBy(() -> statement.execute("select * from mysql.global_priv"))
                        .isInstanceOf(SQLException.class);
            }
            return limited.user();
        });
        assertThat(mariaDb.made())
                .contains("database " + database, "user " + database)
                .doesNotContain("database " + user, "user " + user);

        assertThat(Databases.exists(server, root, database)).isTrue();
        Databases.drop(server, root, database);
        assertThat(mariaDb.made()).doesNotContain("database " + database, "user " + database);
        assertThat(Databases.exists(server, root, database)).isFalse();
        Databases.drop(server, root, database);
    }

    @Test
    void a_limited_user_is_gone_too_after_work_that_failed() {
        var database = new DatabaseName("_fails0123456789");
        assertThatThrownBy(() -> Databases.withLimitedUser(server, root, database, _ -> {
                    throw new IllegalStateException("no luck");
                }))
                .hasMessage("no luck");
        assertThat(mariaDb.made()).noneMatch(made -> made.contains(database.value()));
    }

    @Test
    void tables_are_listed_measured_and_dropped() throws Exception {
        var database = new DatabaseName("sizes");
        mariaDb.tell(
                "create database sizes",
                "create table sizes.`tabOne of ``them` (name varchar(140) primary key)",
                "create table sizes.tabUser (name varchar(140) primary key)",
                "create view sizes.looking as select * from sizes.tabUser");
        try {
            assertThat(Databases.tables(server, root, database)).containsExactly("tabOne of `them", "tabUser");
            assertThat(Databases.bytes(server, root, database)).isPositive();
            Databases.dropTables(server, root, database, List.of("tabOne of `them", "not there"));
            assertThat(Databases.tables(server, root, database)).containsExactly("tabUser");
        } finally {
            mariaDb.tell("drop database sizes");
        }
    }

    @Test
    void a_wrong_password_is_told_apart_from_a_server_that_is_away() {
        var wrong = Login.root(new Secret("wrong"));
        var database = new DatabaseName("nothing");
        assertThatThrownBy(() -> Databases.exists(server, wrong, database))
                .isInstanceOfSatisfying(DatabaseTrouble.class, trouble -> {
                    assertThat(trouble.kind()).isEqualTo(DatabaseTrouble.Kind.DENIED);
                    assertThat(trouble).hasMessageContaining("check the password");
                    assertThat(trouble.outcome()).isInstanceOf(StepOutcome.Failed.class);
                });
        var nobody = new DatabaseServer("127.0.0.1", 1);
        assertThatThrownBy(() -> Databases.exists(nobody, root, database))
                .isInstanceOfSatisfying(DatabaseTrouble.class, trouble -> {
                    assertThat(trouble.kind()).isEqualTo(DatabaseTrouble.Kind.UNREACHABLE);
                    assertThat(trouble).hasMessageContaining("127.0.0.1:1").hasMessageContaining("does not answer");
                    assertThat(trouble.outcome()).isInstanceOf(StepOutcome.TryAgain.class);
                });
    }

    @Test
    void no_text_of_a_configuration_is_the_address_of_a_server_or_the_name_of_a_database() {
        for (var text : List.of("", "a/b", "h?allowLocalInfile=true", "a b", "`", "'", "x".repeat(300), "é")) {
            assertThat(DatabaseServer.of(text, 3306)).as(text).isEmpty();
            assertThat(DatabaseName.of(text)).as(text).isEmpty();
        }
        assertThat(DatabaseServer.of("db.test", 0)).isEmpty();
        assertThat(DatabaseServer.of("::1", 3306)).isPresent();
    }

    @Test
    void the_database_of_a_site_has_the_name_that_the_stock_agent_gives_it() {
        var bench = Path.of("/benches/b");
        assertThat(DatabaseName.ofSite(bench, "demo.local.test", 0)).hasToString("_b40432d708c9780e");
        assertThat(DatabaseName.ofSite(bench, "demo.local.test", 1)).hasToString("_da0562e18b76874a");
    }
}
