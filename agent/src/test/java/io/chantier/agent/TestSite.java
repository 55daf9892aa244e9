package io.chantier.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A site of the stand-in bench with a database of its own. */
record TestSite(StandInBench bench, MariaDbServer server, String name) {

    private static final String DATABASE = "_0123456789abcdef";

    static TestSite on(StandInBench bench, String name) throws IOException, InterruptedException {
        return on(bench, MariaDbServer.shared(), name);
    }

    /** Made by the program itself, so that a test begins with a site that is there. */
    static TestSite on(StandInBench bench, MariaDbServer server, String name) throws IOException, InterruptedException {
        var process = new ProcessBuilder(bench.program(), "new-site", "--db-name", DATABASE, name)
                .directory(bench.folder().toFile())
                .redirectErrorStream(true)
                .start();
        try (var stdin = process.getOutputStream()) {
            stdin.write((server.rootPassword() + "\nadmin\nadmin\n").getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        bench.remove("called");
        return new TestSite(bench, server, name);
    }

    /** Another bench beside, on the same MariaDB and Redis. */
    Path otherBench(String other) throws IOException {
        var folder = Files.createDirectories(bench.directory().resolve(other));
        Files.createDirectories(folder.resolve("sites"));
        for (var file : List.of("config.json", "sites/apps.txt", "sites/common_site_config.json")) {
            Files.copy(bench.folder().resolve(file), folder.resolve(file));
        }
        return folder;
    }

    Path on(String benchName) {
        return bench.directory().resolve(benchName).resolve("sites").resolve(name);
    }

    /** How SQL calls a table of the site from elsewhere. */
    String table(String table) {
        return "`" + DATABASE + "`.`" + table + "`";
    }

    /** The first column of what root is answered in the site's database. */
    List<String> ask(String sql) {
        try (var connection = server.connect("root", server.rootPassword(), DATABASE);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void tell(String... statements) {
        try (var connection = server.connect("root", server.rootPassword(), DATABASE);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void drop() {
        server.tell("drop database if exists `" + DATABASE + "`", "drop user if exists '" + DATABASE + "'@'%'");
    }
}
