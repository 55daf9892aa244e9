package io.chantier;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** One PostgreSQL server per JVM of tests, and a database of its own for whoever asks. */
public final class TestDatabase {

    /** What Traefik would pull the routes with. */
    public static final String TRAEFIK_TOKEN = "a-token-of-the-proxy-in-these-tests";

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestDatabase() {}

    /** The JDBC address, with login, of a new, empty database. */
    public static String fresh() {
        var name = "test_" + COUNT.incrementAndGet();
        try (var connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return Server.INSTANCE.getJdbcUrl("postgres", name);
    }

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "400")
                        .setServerConfig("shared_buffers", "64MB")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Gives each Spring context a database and a data folder of its own. */
    public static final class Initializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "spring.datasource.url=" + fresh(),
                            "chantier.database.pool=12",
                            "chantier.database.patience=5s",
                            "chantier.data=" + folder(),
                            "chantier.site-astro-dir="
                                    + Path.of("../templates/site-astro")
                                            .toAbsolutePath()
                                            .normalize(),
                            "chantier.edge.port=" + freePort(),
                            // Nobody answers there: the names of tests are no business of the internet's.
                            "chantier.dns.servers=127.0.0.1:9",
                            // A browser looks at pages where a test asks for it.
                            "chantier.checks.browser=never",
                            "chantier.dokploy.look=200ms",
                            "chantier.dokploy.show-timeout=8s",
                            "chantier.dokploy.leave-after=1s",
                            // Lighthouse looks when a test asks for it.
                            "chantier.lighthouse.night=-",
                            // Pictures are taken when a test asks for them.
                            "chantier.thumbnails.every=24h",
                            // DNS is asked when a test asks for it.
                            "chantier.domains.every=24h",
                            "chantier.ingress.traefik.token=" + TRAEFIK_TOKEN,
                            "chantier.admin-password=correct-horse-battery")
                    .applyTo(context);
        }

        /** A port that is free now: addresses of sites carry it, so it has to be known before the edge listens. */
        private static int freePort() {
            try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory("chantier-test");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
