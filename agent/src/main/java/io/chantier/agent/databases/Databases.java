package io.chantier.agent.databases;

import io.chantier.agent.commands.Secret;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What is done to the databases of the sites by those who administer them; each may be done again after a crash. */
public final class Databases {

    private static final SecureRandom CHANCE = new SecureRandom();
    private static final int PASSWORD_BYTES = 16;
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private Databases() {}

    /** Work with the user of a job. */
    @FunctionalInterface
    public interface LimitedWork<T> {
        T as(Login limited) throws Exception;
    }

    /**
     * Makes a user who may do everything with one database, present or not, makes it work, and takes it away again. It
     * gets its password anew each time.
     */
    public static <T> T withLimitedUser(DatabaseServer server, Login root, DatabaseName database, LimitedWork<T> work)
            throws Exception {
        var limited = makeLimitedUser(server, root, database);
        try {
            return work.as(limited);
        } finally {
            dropLimitedUser(server, root, database);
        }
    }

    private static Login makeLimitedUser(DatabaseServer server, Login root, DatabaseName database)
            throws DatabaseTrouble {
        var user = database.limitedUser();
        var login = new Login(user.value(), new Secret(password()));
        return server.as(root, SOON, connection -> {
            run(
                    connection,
                    "create or replace user `" + user + "`@`%` identified by '"
                            + login.password().reveal() + "'");
            run(connection, "create or replace database `" + user + "`");
            run(connection, "grant all on `" + user + "`.* to `" + user + "`@`%`");
            run(connection, "grant reload, create user on *.* to `" + user + "`@`%`");
            // The underscore stays a wildcard: what it did not stand for could not be granted on.
            run(connection, "grant all on `" + database + "`.* to `" + user + "`@`%` with grant option");
            return login;
        });
    }

    private static void dropLimitedUser(DatabaseServer server, Login root, DatabaseName database)
            throws DatabaseTrouble {
        var user = database.limitedUser();
        server.as(root, SOON, connection -> {
            run(connection, "drop database if exists `" + user + "`");
            run(connection, "drop user if exists `" + user + "`@`%`");
            return user;
        });
    }

    /** Whether there is a database of this name. */
    public static boolean exists(DatabaseServer server, Login root, DatabaseName database) throws DatabaseTrouble {
        return server.as(
                root,
                SOON,
                connection -> !strings(
                                connection,
                                "select schema_name from information_schema.schemata where schema_name = ?",
                                database.value())
                        .isEmpty());
    }

    /** Takes a database away, and its users; nothing happens where there is none. */
    public static void drop(DatabaseServer server, Login root, DatabaseName database) throws DatabaseTrouble {
        server.as(root, PATIENCE, connection -> {
            run(connection, "drop database if exists `" + database + "`");
            for (var host : strings(connection, "select host from mysql.user where user = ?", database.value())) {
                run(connection, "drop user if exists `" + database + "`@'" + host.replace("'", "''") + "'");
            }
            var limited = database.limitedUser();
            run(connection, "drop database if exists `" + limited + "`");
            run(connection, "drop user if exists `" + limited + "`@`%`");
            return database;
        });
    }

    /** Makes a database that has nothing in it, in the place of the one that was there. */
    public static void renew(DatabaseServer server, Login login, DatabaseName database) throws DatabaseTrouble {
        server.as(login, PATIENCE, connection -> {
            run(connection, "drop database if exists `" + database + "`");
            run(connection, "create database `" + database + "` character set utf8mb4 collate utf8mb4_unicode_ci");
            return database;
        });
    }

    /** Lets the user of a site into its database; where there is no such user, it is made with this password. */
    public static void admit(DatabaseServer server, Login root, DatabaseName database, Login site)
            throws DatabaseTrouble {
        server.as(root, SOON, connection -> {
            var hosts = strings(connection, "select host from mysql.user where user = ?", site.user());
            for (var host : hosts.isEmpty() ? List.of("%") : hosts) {
                var user = text(connection, site.user()) + "@" + text(connection, host);
                run(
                        connection,
                        "create user if not exists " + user + " identified by "
                                + text(connection, site.password().reveal()));
                // The underscore is no wildcard here, as in what frappe grants.
                run(connection, "grant all on `" + database.value().replace("_", "\\_") + "`.* to " + user);
            }
            return site;
        });
    }

    /** A text of SQL, whatever is in it. */
    private static String text(Connection connection, String value) throws SQLException {
        return strings(connection, "select quote(?)", value).getFirst();
    }

    /** The triggers, views and routines of a database that somebody else than this user made. */
    public static List<String> madeByOthers(DatabaseServer server, Login root, DatabaseName database, Login site)
            throws DatabaseTrouble {
        return server.as(root, SOON, connection -> {
            var found = new ArrayList<String>();
            try (var statement = connection.prepareStatement("""
                    select name from (
                        select trigger_name as name, definer, trigger_schema as place from information_schema.triggers
                        union all select table_name, definer, table_schema from information_schema.views
                        union all select routine_name, definer, routine_schema from information_schema.routines
                    ) as made where place = ? and definer not like concat(?, '@%') order by name""")) {
                statement.setString(1, database.value());
                statement.setString(
                        2, site.user().replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%"));
                try (var rows = statement.executeQuery()) {
                    while (rows.next()) {
                        found.add(rows.getString(1));
                    }
                }
            }
            return found;
        });
    }

    /** The size of a database with its indexes, in bytes. */
    public static long bytes(DatabaseServer server, Login login, DatabaseName database) throws DatabaseTrouble {
        return server.as(login, SOON, connection -> {
            try (var statement = connection.prepareStatement("""
                    select coalesce(sum(data_length + index_length), 0) from information_schema.tables
                    where table_schema = ?""")) {
                statement.setString(1, database.value());
                try (var rows = statement.executeQuery()) {
                    rows.next();
                    return rows.getLong(1);
                }
            }
        });
    }

    /** The tables of a database by name, without its views. */
    public static List<String> tables(DatabaseServer server, Login login, DatabaseName database)
            throws DatabaseTrouble {
        return server.as(login, SOON, connection -> strings(connection, """
                select table_name from information_schema.tables
                where table_schema = ? and table_type <> 'VIEW' order by table_name""", database.value()));
    }

    /** The first column of what a question with one argument brings. */
    public static List<String> strings(DatabaseServer server, Login login, String sql, String argument)
            throws DatabaseTrouble {
        return server.as(login, SOON, connection -> strings(connection, sql, argument));
    }

    /** Takes tables of a database away; those that are not there are passed over. */
    public static void dropTables(DatabaseServer server, Login login, DatabaseName database, List<String> tables)
            throws DatabaseTrouble {
        server.as(login, PATIENCE, connection -> {
            for (var table : tables) {
                run(connection, "drop table if exists `" + database + "`." + quoted(table));
            }
            return database;
        });
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    static String password() {
        var bytes = new byte[PASSWORD_BYTES];
        CHANCE.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static List<String> strings(Connection connection, String sql, String argument) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, argument);
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }
}
