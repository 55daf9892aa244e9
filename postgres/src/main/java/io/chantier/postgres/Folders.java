package io.chantier.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Where things lie. {@code control} is ours and holds secrets; {@code place} holds what the server reads and writes, and
 * is the same folder unless the server's account cannot reach it.
 */
record Folders(Path control, Path place, ServerAccount account) {

    private static final Path ELSEWHERE = Path.of("/var/lib/chantier");

    static Folders under(Path dataDir) throws IOException {
        var control = traversable(dataDir.toAbsolutePath().normalize().resolve("postgres"));
        var location = control.resolve("location");
        if (Files.exists(location)) {
            var place = Path.of(Files.readString(location).strip());
            return new Folders(control, place, ServerAccount.choose(place.resolve("cluster")));
        }
        var account = ServerAccount.choose(control.resolve("cluster"));
        letPass(dataDir, account);
        if (account.reaches(control)) {
            return new Folders(control, control, account);
        }
        return new Folders(control, elsewhere(control, location, account), account);
    }

    Path cluster() {
        return place.resolve("cluster");
    }

    Path log() {
        return place.resolve("server.log");
    }

    /** Writes a small file whole or not at all. */
    static void write(Path file, String text) throws IOException {
        var partial = Files.createTempFile(file.toAbsolutePath().getParent(), ".", ".tmp");
        Files.writeString(partial, text);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static String randomHex(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    /** Others may walk through the data folder, but not look into it; what is secret in it is closed by itself. */
    private static void letPass(Path dataDir, ServerAccount account) throws IOException {
        if (account instanceof ServerAccount.Lent && !account.reaches(dataDir)) {
            var permissions = Files.getPosixFilePermissions(dataDir);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(dataDir, permissions);
        }
    }

    private static Path elsewhere(Path control, Path location, ServerAccount account) throws IOException {
        var place = ELSEWHERE.resolve("postgres-" + randomHex(6));
        if (!account.reaches(place)) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL does not run as root, and its account can reach neither " + control + " nor "
                            + ELSEWHERE + ".",
                    "Choose a data folder that other accounts may enter, for example --data /srv/chantier.");
        }
        try {
            traversable(place);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "PostgreSQL does not run as root: its account cannot reach " + control + ", and " + place
                            + " cannot be made.",
                    "Choose a data folder that other accounts may enter, for example --data /srv/chantier.",
                    e);
        }
        write(location, place + "\n");
        return place;
    }

    // The permissions are set once more because the umask takes from those given at the making.
    private static Path traversable(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return folder;
    }
}
