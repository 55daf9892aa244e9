package io.chantier.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** Who connects, and with which password; the passwords are made at the first start and kept in files of ours. */
record Login(String user, String password) {

    static final String APP = "chantier";

    /** The account that owns the application's database and nothing else. */
    static Login app(Path control) throws IOException {
        return new Login(APP, secret(control.resolve("password")));
    }

    /** The account that initdb made. */
    static Login admin(Path control) throws IOException {
        return new Login(Cluster.ADMIN, secret(control.resolve("admin-password")));
    }

    static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    Connection connect(int port, String database) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "10");
        properties.setProperty("sslmode", "disable");
        return DriverManager.getConnection(url(port, database), properties);
    }

    /** Makes the application's account and its database where they are missing. */
    void provision(int port, Login app) throws SQLException {
        try (var connection = connect(port, "postgres");
                var statement = connection.createStatement()) {
            if (isMissing(connection, "select 1 from pg_roles where rolname = ?", app.user())) {
                // Hex digits only, so that the password needs no quoting.
                statement.execute("create role " + app.user() + " login createdb password '" + app.password() + "'");
            }
            if (isMissing(connection, "select 1 from pg_database where datname = ?", app.user())) {
                statement.execute("create database " + app.user() + " owner " + app.user());
            }
        }
    }

    private static boolean isMissing(Connection connection, String question, String name) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            return !statement.executeQuery().next();
        }
    }

    // createTempFile gives rw------- to the file from its first moment.
    private static String secret(Path file) throws IOException {
        if (!Files.exists(file)) {
            Folders.write(file, Folders.randomHex(24));
        }
        return Files.readString(file).strip();
    }
}
