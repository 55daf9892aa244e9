package io.chantier.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A bench whose sites are made by the stand-in of the tests on a real MariaDB: databases, users and files, no Frappe. */
final class BenchHost implements AutoCloseable {

    private static final Path STAND_IN = Path.of("agent/src/test/resources/stand-in-bench.sh");
    private static final String NAME = "bench-0001-000001-n1";
    private static final String ROOT_PASSWORD = "root-of-the-benchmark";

    private final Path home;
    private final int port;
    private final Process mariaDb;

    BenchHost() throws IOException, InterruptedException {
        home = Files.createTempDirectory("bench-host");
        port = freePort();
        writeBench();
        mariaDb = mariaDb();
    }

    private void writeBench() throws IOException {
        var program = Files.writeString(program(), "#!/bin/sh\n" + Files.readString(STAND_IN));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var bench = benches().resolve(NAME);
        Files.createDirectories(bench.resolve("apps/erpnext"));
        Files.createDirectories(bench.resolve("sites"));
        Files.writeString(bench.resolve("config.json"), "{}");
        Files.writeString(bench.resolve("sites/apps.txt"), "frappe\nerpnext\n");
        Files.writeString(
                bench.resolve("sites/common_site_config.json"),
                "{\"db_host\": \"127.0.0.1\", \"db_port\": %d}".formatted(port));
    }

    private Path program() {
        return home.resolve("bench");
    }

    private Path benches() {
        return home.resolve("benches");
    }

    /** As the daemon runs on a server: with its usual durability. */
    private Process mariaDb() throws IOException, InterruptedException {
        var folder = Files.createDirectory(home.resolve("mariadb"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        var first = Files.writeString(folder.resolve("first.sql"), """
                alter user root@'127.0.0.1' identified by '%1$s';
                alter user root@localhost identified by '%1$s';
                """.formatted(ROOT_PASSWORD));
        var owner = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("mysql");
        Files.setOwner(folder, owner);
        Files.setOwner(first, owner);
        var data = "--datadir=" + folder.resolve("data");
        run(List.of("mariadb-install-db", "--no-defaults", "--auth-root-authentication-method=normal", data), folder)
                .waitFor();
        var daemon = run(
                List.of(
                        "mariadbd",
                        "--no-defaults",
                        data,
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--port=" + port,
                        "--socket=" + folder.resolve("socket"),
                        "--init-file=" + first),
                folder);
        while (!answers()) {
            if (!daemon.isAlive()) throw new IllegalStateException(Files.readString(folder.resolve("log")));
            Thread.sleep(20);
        }
        return daemon;
    }

    private static Process run(List<String> words, Path folder) throws IOException {
        var all = new ArrayList<String>();
        if (ProcessHandle.current().info().user().orElse("").equals("root")) {
            all.addAll(List.of("setpriv", "--reuid=mysql", "--regid=mysql", "--clear-groups"));
        }
        all.addAll(words);
        var builder = new ProcessBuilder(all);
        builder.environment().merge("PATH", "/usr/sbin", (path, daemons) -> path + ":" + daemons);
        return builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private boolean answers() {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What an agent has to know of it. */
    Map<String, String> environment() {
        return Map.of(
                "CHANTIER_AGENT_BENCHES", benches().toString(),
                "CHANTIER_AGENT_BENCH_COMMAND", program().toString());
    }

    /** Where new sites are ordered. */
    String path() {
        return "/benches/" + NAME + "/sites";
    }

    /** A site as a control plane wants it: with an app and a user. */
    String order(int number) {
        return """
                {"name": "site%d.example.test", "config": {"plan": "Unlimited"}, "apps": ["frappe", "erpnext"],
                 "mariadb_root_password": "%s", "admin_password": "admin-of-the-site",
                 "create_user": {"email": "ada@example.test", "first_name": "Ada", "last_name": "L", "password": "user-of-the-site"}}
                """.formatted(number, ROOT_PASSWORD);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException {
        mariaDb.destroyForcibly().onExit().join();
        try (Stream<Path> files = Files.walk(home)) {
            for (var file : files.sorted((one, other) -> other.compareTo(one)).toList()) {
                Files.delete(file);
            }
        }
    }
}
