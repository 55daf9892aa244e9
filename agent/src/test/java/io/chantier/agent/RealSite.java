package io.chantier.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A site of a bench with its own database on a real server, made by the stand-in's own program. */
public record RealSite(StandInBench bench, MariaDbServer mariadb, String name, String database) {

    public static RealSite on(StandInBench bench, MariaDbServer mariadb, String name) {
        var bytes = new byte[8];
        new Random().nextBytes(bytes);
        var site = new RealSite(bench, mariadb, name, "_" + HexFormat.of().formatHex(bytes));
        var words = List.of("new-site", "--mariadb-root-username", "root", "--db-name", site.database(), name);
        site.program(words, mariadb.rootPassword() + "\nfirst\nfirst\n");
        return site;
    }

    private void program(List<String> words, String input) {
        var all = new ArrayList<>(List.of(bench.program()));
        all.addAll(words);
        try {
            var process = new ProcessBuilder(all)
                    .directory(bench.folder().toFile())
                    .redirectErrorStream(true)
                    .start();
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String path(String rest) {
        return "/benches/" + StandInBench.NAME + "/sites/" + name + rest;
    }

    public Path folder() {
        return bench.folder().resolve("sites").resolve(name);
    }

    /** The first column of what the site's database is asked; its name is put where {@code db} stands. */
    public List<String> ask(String sql) {
        return mariadb.ask(sql.replace("db.", "`" + database + "`."));
    }

    public void tell(String... statements) {
        mariadb.tell(Stream.of(statements)
                .map(sql -> sql.replace("db.", "`" + database + "`."))
                .toArray(String[]::new));
    }

    /** The files of its backups. */
    public List<Path> backups() {
        var backups = folder().resolve("private/backups");
        try (var files = Files.list(backups)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void drop() {
        mariadb.tell("drop database if exists `" + database + "`", "drop user if exists `" + database + "`@`%`");
    }
}
