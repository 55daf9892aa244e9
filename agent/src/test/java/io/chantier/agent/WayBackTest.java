package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.chantier.protocol.AgentStatus;
import io.chantier.protocol.JobCreated;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restore whose MariaDB goes away while the site's database is half written over. */
class WayBackTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path home;

    @Test
    void a_database_server_that_is_away_for_long_gets_the_database_back_when_it_returns() throws Exception {
        try (var mariaDb = MariaDbServer.start();
                var host = new SiteHost(home, mariaDb)) {
            var site = RealSite.on(host.bench, mariaDb, "shop.local.test");
            site.tell("create table db.tabNote (name varchar(140))", "insert into db.tabNote values ('before')");
            var web = web(host, site);
            host.bench.write("slow-restore-database", "");
            long job = Wire.read(
                            host.client
                                    .post(site.path("/restore"), Wire.write(order(site, web)))
                                    .body(),
                            JobCreated.class)
                    .job();
            host.awaitOutput(job, "patch");

            mariaDb.kill();
            host.client.post("/jobs/" + job + "/cancel");
            awaitTried(1);
            journal("update job_step set attempts = 4 where name = '.keep'");
            awaitTried(5);
            mariaDb.again();
            journal("update job_dispatch set execution_time = (select min(created_at) from job)");

            assertThat(host.client.over(job).status()).isEqualTo(AgentStatus.FAILURE);
            assertThat(site.ask("select name from db.tabNote")).containsExactly("before");
            web.stop(0);
        }
    }

    private HttpServer web(SiteHost host, RealSite site) throws IOException {
        host.over(site.path("/backup"), Map.of());
        var dump = site.backups().stream()
                .filter(file -> file.toString().endsWith("-database.sql.gz"))
                .findFirst()
                .orElseThrow();
        var web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(dump));
            Files.copy(dump, exchange.getResponseBody());
            exchange.close();
        });
        web.start();
        return web;
    }

    private static Map<String, Object> order(RealSite site, HttpServer web) {
        return Map.of(
                "apps",
                List.of("frappe"),
                "mariadb_root_password",
                site.mariadb().rootPassword(),
                "admin_password",
                "admin-of-the-site",
                "database",
                "http://127.0.0.1:" + web.getAddress().getPort() + "/dump");
    }

    /** The pauses between the tries are too long for a test, so it moves their count and their end. */
    private int journal(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("agent/jobs.sqlite3"));
                var statement = connection.createStatement()) {
            statement.execute("pragma busy_timeout = 5000");
            return statement.executeUpdate(sql);
        }
    }

    private void awaitTried(int times) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        journal("update job_step set attempts = attempts where name = '.keep' and attempts >= " + times)
                                == 1);
    }
}
