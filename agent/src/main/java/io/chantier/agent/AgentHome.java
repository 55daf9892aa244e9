package io.chantier.agent;

import io.chantier.agent.files.WholeFile;
import io.chantier.protocol.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** The folder of an agent, which nobody else may read: its journal, its key and its configuration. */
final class AgentHome {

    /** The hash of the {@code AGENT_PASSWORD} in whose place the stored one came. */
    static final String REPLACES = "access_token_replaces";

    private static final String CONFIG = "config.json";
    private static final String ACCESS_TOKEN = "access_token";

    private static final Pattern SECRET =
            Pattern.compile("token|passw|secret|key|credential|auth", Pattern.CASE_INSENSITIVE);

    private final Path folder;

    private AgentHome(Path folder) {
        this.folder = folder;
    }

    static AgentHome at(Path folder) {
        try {
            Files.createDirectories(folder);
            if (isPosix(folder)) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
            return new AgentHome(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot use its folder " + folder, e);
        }
    }

    private static boolean isPosix(Path folder) throws IOException {
        return Files.getFileStore(folder).supportsFileAttributeView("posix");
    }

    Path journal() {
        return folder.resolve("jobs.sqlite3");
    }

    /** Where a file of the agent is. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** The key that seals the secrets of open jobs. */
    Path key() {
        return folder.resolve("secrets.key");
    }

    Optional<String> accessToken() {
        return setting(ACCESS_TOKEN);
    }

    /** A text of the {@code config.json}, in which a stock agent keeps its settings too. */
    Optional<String> setting(String key) {
        var value = config().get(key);
        return value == null || !value.isString() ? Optional.empty() : Optional.of(value.asString());
    }

    /** Without what nobody has to know: the hash of the password, and whatever else is named like a secret. */
    ObjectNode shownConfig() {
        var config = config();
        var secret = config.propertyNames().stream()
                .filter(name -> SECRET.matcher(name).find())
                .toList();
        config.remove(secret);
        return config;
    }

    private ObjectNode config() {
        var file = file(CONFIG);
        if (!Files.exists(file)) {
            return (ObjectNode) Wire.emptyObject();
        }
        try {
            if (Wire.tree(Files.readString(file)) instanceof ObjectNode config) {
                return config;
            }
            throw new IllegalStateException(file + " is no JSON object; mend it or move it away");
        } catch (JacksonException e) {
            throw new IllegalStateException(file + " is not JSON; mend it or move it away", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot read " + file, e);
        }
    }

    /**
     * Keeps a hash beside whatever else stands in the configuration.
     *
     * @param replaces the hash of the password from the environment that no longer counts
     */
    void keepAccessToken(String hash, Optional<String> replaces) {
        var config = config();
        config.put(ACCESS_TOKEN, hash);
        replaces.ifPresent(replaced -> config.put(REPLACES, replaced));
        write(CONFIG, Wire.write(config));
    }

    /** For the agent's user only. */
    void write(String name, String text) {
        try {
            WholeFile.writeForOwner(file(name), folder.resolve(name + ".new"), text);
        } catch (IOException e) {
            throw new UncheckedIOException("The agent cannot write " + file(name), e);
        }
    }
}
