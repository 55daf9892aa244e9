package io.chantier.agent;

import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/** The folder of an agent, which nobody else may read: its journal and its configuration. */
final class AgentHome {

    private final Path folder;

    private AgentHome(Path folder) {
        this.folder = folder;
    }

    static AgentHome at(Path folder) {
        try {
            Files.createDirectories(folder);
            if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return new AgentHome(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot use its folder " + folder, e);
        }
    }

    Path journal() {
        return folder.resolve("jobs.sqlite3");
    }

    Optional<String> accessToken() {
        var file = folder.resolve("config.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var token = Wire.tree(Files.readString(file)).get("access_token");
            return Optional.ofNullable(token).map(node -> node.asString());
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot read " + file, e);
        }
    }

    /** Written beside and moved over: there is no moment without a configuration. */
    void keepAccessToken(String hash) {
        var file = folder.resolve("config.json");
        var fresh = folder.resolve("config.json.new");
        try {
            Files.deleteIfExists(fresh);
            try (var channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                var text = Wire.write(Map.of("access_token", hash));
                channel.write(StandardCharsets.UTF_8.encode(text));
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot write " + file, e);
        }
    }
}
