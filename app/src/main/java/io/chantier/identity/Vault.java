package io.chantier.identity;

import io.chantier.values.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Seals what the installation has to keep but nobody may read in its database: tokens of other systems. AES-256-GCM
 * under {@code ENCRYPTION_KEY}; where none is given, under a key that the first start makes in the data folder.
 */
@Component
public class Vault {

    private static final int SHORTEST = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] SALT = "chantier".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final SecureRandom random = new SecureRandom();

    public Vault(@Value("${chantier.encryption-key:}") String given, @Value("${chantier.data:data}") Path data) {
        if (!given.isEmpty() && given.length() < SHORTEST) {
            throw new IllegalStateException("ENCRYPTION_KEY is too short: give at least " + SHORTEST
                    + " characters, such as `openssl rand -base64 32` prints, or leave it out and one is made");
        }
        key = derived(given.isEmpty() ? own(data.resolve("keys")) : given);
    }

    /**
     * Different each time, for the same text as well.
     *
     * @param what it is for, such as {@code dokploy:<server>}: it opens for nothing else
     */
    public String seal(Secret secret, String what) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, nonce, what, secret.reveal().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        return Base64.getEncoder()
                .encodeToString(ByteBuffer.allocate(NONCE + sealed.length)
                        .put(nonce)
                        .put(sealed)
                        .array());
    }

    /** Empty where it was sealed with another key, for something else, or was tampered with. */
    public Optional<Secret> open(String sealed, String what) {
        try {
            var bytes = Base64.getDecoder().decode(sealed);
            if (bytes.length <= NONCE) return Optional.empty();
            var nonce = Arrays.copyOf(bytes, NONCE);
            var text = Arrays.copyOfRange(bytes, NONCE, bytes.length);
            return run(Cipher.DECRYPT_MODE, nonce, what, text)
                    .map(plain -> new Secret(new String(plain, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Optional<byte[]> run(int mode, byte[] nonce, String what, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(what.getBytes(StandardCharsets.UTF_8));
            return Optional.of(cipher.doFinal(text));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SecretKey derived(String secret) {
        try {
            var parameters = HKDFParameterSpec.ofExtract()
                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                    .addSalt(SALT)
                    .thenExpand("vault".getBytes(StandardCharsets.US_ASCII), 32);
            return KDF.getInstance("HKDF-SHA256").deriveKey("AES", parameters);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String own(Path folder) {
        var file = folder.resolve("encryption.key");
        try {
            if (!Files.exists(file)) make(folder, file);
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void make(Path folder, Path file) throws IOException {
        var bytes = new byte[SHORTEST];
        new SecureRandom().nextBytes(bytes);
        Files.createDirectories(folder);
        var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var fresh = Files.createTempFile(folder, "encryption", ".new", ours);
        Files.writeString(fresh, Base64.getEncoder().encodeToString(bytes) + "\n");
        try {
            // Two replicas on one folder: the first key stays.
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException _) {
            // The other one's is as good.
        } finally {
            Files.delete(fresh);
        }
    }
}
