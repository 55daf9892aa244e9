package io.chantier.cli.backup;

import io.chantier.cli.installation.CliException;
import io.chantier.postgres.EmbeddedPostgres;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;

/** A connection to the installation's database: the one of {@code DATABASE_URL}, else the embedded one. */
final class DatabaseAccess implements AutoCloseable {

    private final Server server;
    private final Connection connection;

    private DatabaseAccess(Server server, Connection connection) {
        this.server = server;
        this.connection = connection;
    }

    /** What stops with us; nothing where the database is not ours. */
    private interface Server extends AutoCloseable {
        @Override
        void close();
    }

    /** Starts the embedded server where it does not run; {@link #close()} stops it again then. */
    static DatabaseAccess open(Path data, Map<String, String> environment) throws SQLException {
        var address = environment.getOrDefault("DATABASE_URL", "");
        if (!address.isEmpty()) {
            return new DatabaseAccess(() -> {}, real(address, environment));
        }
        var embedded = EmbeddedPostgres.start(data, 0);
        try {
            var login = DriverManager.getConnection(embedded.jdbcUrl(), embedded.user(), embedded.password());
            return new DatabaseAccess(embedded::close, login);
        } catch (SQLException e) {
            embedded.close();
            throw e;
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (server) {
            connection.close();
        }
    }

    private static Connection real(String address, Map<String, String> environment) throws SQLException {
        if (address.startsWith("jdbc:")) {
            return DriverManager.getConnection(address);
        }
        var uri = URI.create(address);
        if (uri.getHost() == null) {
            throw new CliException("backup.databaseUrl");
        }
        var login = uri.getRawUserInfo() == null
                ? new String[] {""}
                : uri.getRawUserInfo().split(":", 2);
        var properties = new Properties();
        properties.setProperty("user", decoded(login[0]));
        var given = environment.getOrDefault("DB_PASSWORD", environment.getOrDefault("DATABASE_PASSWORD", ""));
        var password = login.length > 1 ? decoded(login[1]) : given;
        properties.setProperty("password", password);
        var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query, properties);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
