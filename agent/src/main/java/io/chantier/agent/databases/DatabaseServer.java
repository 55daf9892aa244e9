package io.chantier.agent.databases;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.mariadb.jdbc.Driver;

/** A MariaDB, by the address that the configuration of a bench or a site names. */
public record DatabaseServer(String host, int port) {

    public static final int PORT = 3306;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
    private static final Driver DRIVER = new Driver();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    public DatabaseServer {
        if (!isOne(host, port)) {
            throw new IllegalArgumentException("Not the address of a database server");
        }
    }

    /** Empty where it cannot be such an address. */
    public static Optional<DatabaseServer> of(String host, int port) {
        return isOne(host, port) ? Optional.of(new DatabaseServer(host, port)) : Optional.empty();
    }

    private static boolean isOne(String host, int port) {
        return HOST.matcher(host).matches() && port > 0 && port <= 65_535;
    }

    /** Work with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    /** @param answerWithin after this the connection is given up */
    public <T> T as(Login login, Duration answerWithin, Work<T> work) throws DatabaseTrouble {
        try (var connection = DRIVER.connect(url(), properties(login, answerWithin))) {
            return work.with(connection);
        } catch (SQLException e) {
            throw DatabaseTrouble.of(this, login.user(), e);
        }
    }

    /** Addresses of IPv6 stand in brackets. */
    private String url() {
        var name = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:mariadb://" + name + ":" + port + "/";
    }

    private static Properties properties(Login login, Duration answerWithin) {
        var properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password().reveal());
        properties.setProperty("connectTimeout", Long.toString(CONNECT_WITHIN.toMillis()));
        properties.setProperty("socketTimeout", Long.toString(answerWithin.toMillis()));
        properties.setProperty("allowLocalInfile", "false");
        return properties;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
