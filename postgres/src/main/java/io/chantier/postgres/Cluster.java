package io.chantier.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The folder of databases: made once, configured at each start, started and stopped. */
record Cluster(Folders folders, Tool tool) {

    static final String ADMIN = "postgres";
    private static final long LOG_LIMIT = 10L << 20;

    /** Makes the cluster in a folder beside and renames it; a cluster of another major version is refused. */
    void ensure(String adminPassword) throws IOException, InterruptedException {
        if (Files.exists(folders.cluster())) {
            var found =
                    Files.readString(folders.cluster().resolve("PG_VERSION")).strip();
            if (!found.equals(Binaries.major())) {
                throw new EmbeddedPostgresException(
                        "The data folder was made by PostgreSQL " + found + "; this is " + Binaries.major() + ".",
                        "Make a backup with the older Chantier (chantier backup) and restore it here.");
            }
            return;
        }
        var partial = ownFolder();
        var password = ownFile(adminPassword + "\n");
        try {
            initialise(partial, password);
        } finally {
            Files.delete(password);
        }
        var settings = "\n# Chantier's own settings, written at each start.\ninclude 'chantier.conf'\n";
        Files.writeString(partial.resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
        Files.move(partial, folders.cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Empty when the server runs, else what went wrong. */
    Tool.Result start(int port) throws IOException, InterruptedException {
        configure(port);
        prepareLog();
        return tool.run("pg_ctl", "start", "-w", "-t", "90", "-D", text(folders.cluster()), "-l", text(folders.log()));
    }

    Tool.Result stop() throws IOException, InterruptedException {
        return tool.run("pg_ctl", "stop", "-w", "-t", "60", "-m", "fast", "-D", text(folders.cluster()));
    }

    String endOfLog() throws IOException {
        if (!Files.exists(folders.log())) {
            return "";
        }
        var lines = Files.readString(folders.log()).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    private void initialise(Path target, Path password) throws IOException, InterruptedException {
        var options = List.of(
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--auth=scram-sha-256",
                "--data-checksums",
                "--username=" + ADMIN,
                "--pwfile=" + password,
                "--pgdata=" + target);
        var result = tool.run("initdb", options.toArray(String[]::new));
        if (result.failed()) {
            throw new EmbeddedPostgresException(
                    "The database folder cannot be made: " + result.output(),
                    "Check the free space and the rights of " + folders.place() + ".");
        }
    }

    private void configure(int port) throws IOException {
        var settings = """
                listen_addresses = '127.0.0.1'
                port = %d
                cluster_name = '%s'
                unix_socket_directories = ''
                max_connections = 100
                shared_buffers = 64MB
                fsync = on
                full_page_writes = on
                synchronous_commit = on
                password_encryption = 'scram-sha-256'
                log_timezone = 'UTC'
                timezone = 'UTC'
                """.formatted(port, PidFile.nameOf(folders.cluster()));
        var file = folders.cluster().resolve("chantier.conf");
        var partial = folders.cluster().resolve("chantier.conf.new");
        Files.writeString(partial, settings);
        folders.account().own(partial);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void prepareLog() throws IOException {
        var log = folders.log();
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            folders.account().own(log);
        }
    }

    private Path ownFolder() throws IOException {
        var folder = Files.createTempDirectory(folders.place(), ".cluster-");
        folders.account().own(folder);
        return folder;
    }

    private Path ownFile(String text) throws IOException {
        var file = Files.createTempFile(folders.place(), ".password-", "");
        Files.writeString(file, text);
        folders.account().own(file);
        return file;
    }

    private static String text(Path path) {
        return path.toString();
    }
}
