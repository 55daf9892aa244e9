package io.chantier.postgres;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.concurrent.CountDownLatch;

/** A process that starts a server, writes a row and then waits to be killed. */
final class Holder {

    private Holder() {}

    public static void main(String[] args) throws Exception {
        var server = EmbeddedPostgres.start(Path.of(args[0]), 0);
        try (var connection = DriverManager.getConnection(server.jdbcUrl(), server.user(), server.password());
                var statement = connection.createStatement()) {
            statement.execute("create table held (id int)");
            statement.execute("insert into held values (1)");
        }
        System.out.println("holding");
        new CountDownLatch(1).await();
    }
}
