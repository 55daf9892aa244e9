package io.chantier.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The account of the operating system that the server runs as. PostgreSQL refuses to run as root, so root lends it an
 * account that exists and has no rights of its own.
 */
sealed interface ServerAccount {

    /** The words put before a command so that it runs as this account. */
    List<String> prefix();

    /** Hands a file or folder over to this account. */
    void own(Path path) throws IOException;

    /** Whether this account can walk down to the folder. */
    boolean reaches(Path folder) throws IOException;

    /** We are not root: the server runs as we do. */
    record Ourselves() implements ServerAccount {

        @Override
        public List<String> prefix() {
            return List.of();
        }

        @Override
        public void own(Path path) {}

        @Override
        public boolean reaches(Path folder) {
            return true;
        }
    }

    /** We are root and the server is not. */
    record Lent(String name, int uid, int gid) implements ServerAccount {

        @Override
        public List<String> prefix() {
            return List.of("setpriv", "--reuid=" + uid, "--regid=" + gid, "--clear-groups", "--no-new-privs", "--");
        }

        @Override
        public void own(Path path) throws IOException {
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public boolean reaches(Path folder) throws IOException {
            for (Path step = folder; step != null; step = step.getParent()) {
                if (Files.exists(step) && !passes(step)) {
                    return false;
                }
            }
            return true;
        }

        private boolean passes(Path folder) throws IOException {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE)
                    || Files.getAttribute(folder, "unix:uid").equals(uid);
        }
    }

    List<String> CANDIDATES = List.of("chantier", "postgres", "nobody");

    /** Ourselves, or for root the owner of the cluster that is there, else the first candidate that exists. */
    static ServerAccount choose(Path cluster) throws IOException {
        if (!isRoot()) {
            return new Ourselves();
        }
        var accounts = unprivileged(Path.of("/etc/passwd"));
        if (Files.exists(cluster)) {
            var owner = (Integer) Files.getAttribute(cluster, "unix:uid");
            var gid = (Integer) Files.getAttribute(cluster, "unix:gid");
            return new Lent(owner.toString(), owner, gid);
        }
        return CANDIDATES.stream()
                .flatMap(name -> Stream.ofNullable(accounts.get(name)))
                .findFirst()
                .orElseThrow(() -> new EmbeddedPostgresException(
                        "PostgreSQL does not run as root, and none of the accounts " + CANDIDATES + " exists.",
                        "Make one (useradd --system chantier), or run Chantier as another user."));
    }

    private static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }

    private static Map<String, Lent> unprivileged(Path passwd) throws IOException {
        try (var lines = Files.lines(passwd)) {
            return lines.map(line -> line.split(":", -1))
                    .filter(entry -> entry.length > 3 && !entry[2].equals("0"))
                    .map(entry -> new Lent(entry[0], Integer.parseInt(entry[2]), Integer.parseInt(entry[3])))
                    .collect(Collectors.toMap(Lent::name, account -> account, (first, second) -> first));
        }
    }
}
