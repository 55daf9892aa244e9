package io.chantier.generation.claude;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Finds what a run signs in with, lends a login to it, and takes it back where the run renewed it. */
final class SignIns {

    static final String FILE = ".credentials.json";

    private static final Logger log = LoggerFactory.getLogger(SignIns.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ReentrantLock ONE = new ReentrantLock();

    private final ClaudeSettings settings;
    private final Path login;

    SignIns(ClaudeSettings settings, Path home) {
        this.settings = settings;
        this.login = settings.login().isBlank() ? home.resolve(".claude").resolve(FILE) : Path.of(settings.login());
    }

    SignIn current() {
        if (!settings.apiKey().reveal().isBlank()) return new SignIn.ApiKey(settings.apiKey());
        return read(login)
                .filter(node -> !oauth(node).path("accessToken").asString("").isEmpty())
                .<SignIn>map(node -> new SignIn.Login(
                        login, ends(node), oauth(node).path("subscriptionType").asString("")))
                .orElseGet(SignIn.None::new);
    }

    /** Puts a copy of the login where a run looks for it; nothing for a key. */
    void lend(SignIn signIn, Path config) {
        if (!(signIn instanceof SignIn.Login(var file, var _, var _))) return;
        try {
            var copy = config.resolve(FILE);
            Files.createFile(copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(copy, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Keeps a login that the run renewed, unless somebody has a newer one by now. What goes wrong costs no answer. */
    void takeBack(SignIn signIn, Path config) {
        if (!(signIn instanceof SignIn.Login(var file, var _, var _))) return;
        var renewed = read(config.resolve(FILE));
        if (renewed.isEmpty() || !isNewer(renewed.get(), file)) return;
        // The lock of the file is for other processes; within this one it would be refused, not waited for.
        ONE.lock();
        try (var lock = FileChannel.open(
                        file.resolveSibling(FILE + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = lock.lock()) {
            if (isNewer(renewed.get(), file)) replace(file, Files.readAllBytes(config.resolve(FILE)));
        } catch (IOException e) {
            log.warn("The renewed login could not be kept in {}: {}", file, e.toString());
        } finally {
            ONE.unlock();
        }
    }

    private static boolean isNewer(JsonNode renewed, Path file) {
        var known = read(file).flatMap(SignIns::ends).orElse(Instant.EPOCH);
        return ends(renewed).orElse(Instant.EPOCH).isAfter(known);
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        var fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                FILE,
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, bytes);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Optional<JsonNode> read(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(JSON.readTree(Files.readAllBytes(file))) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> ends(JsonNode file) {
        var millis = oauth(file).path("expiresAt").asLong(0);
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static JsonNode oauth(JsonNode file) {
        return file.path("claudeAiOauth");
    }
}
