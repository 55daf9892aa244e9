package io.chantier.agent;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The certificate with which the agent speaks HTTPS: the given one, or one that it made for itself and keeps. */
final class Certificates {

    private static final String KEY = "tls-key.pem";
    private static final String CERTIFICATE = "tls-certificate.pem";
    private static final String FINGERPRINT = "tls-fingerprint";
    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]{1,63}");

    private final Tls.Given files;

    private Certificates(Tls.Given files) {
        this.files = files;
    }

    static Certificates of(Tls tls, AgentHome home) {
        return new Certificates(tls.given().orElseGet(() -> ofItsOwn(home)));
    }

    /** Another one for other files; empty where they cannot be read. */
    Optional<String> version() {
        try {
            return Optional.of(fingerprint(Files.readAllBytes(files.certificate()))
                    + fingerprint(Files.readAllBytes(files.key())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** A store without a password, which is only ever in memory. */
    KeyStore store() {
        try {
            var chain = chain(files.certificate());
            var key = key(files.key());
            if (!belongTogether(chain.getFirst(), key)) {
                throw new IllegalStateException("The key in " + files.key() + " is not that of the certificate in "
                        + files.certificate() + "; set the pair that belongs together");
            }
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("agent", key, new char[0], chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(
                    "The agent cannot use the certificate in " + files.certificate() + " with the key in " + files.key()
                            + ": " + e.getMessage(),
                    e);
        }
    }

    /** As browsers and openssl show it: the SHA-256 of the whole certificate. */
    static String fingerprint(byte[] certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate);
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }

    private static Tls.Given ofItsOwn(AgentHome home) {
        var files = new Tls.Given(home.file(CERTIFICATE), home.file(KEY));
        if (Files.exists(files.certificate()) && Files.exists(files.key())) {
            return files;
        }
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var keys = generator.generateKeyPair();
            var certificate = SelfSigned.certificate(keys, hostName(), Instant.now());
            home.write(KEY, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
            home.write(FINGERPRINT, fingerprint(certificate) + "\n");
            home.write(CERTIFICATE, pem("CERTIFICATE", certificate));
            System.out.println("The agent made a certificate of its own, with the SHA-256 fingerprint "
                    + fingerprint(certificate));
            return files;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make a certificate", e);
        }
    }

    private static String hostName() {
        try {
            var name = InetAddress.getLocalHost().getHostName();
            return HOST.matcher(name).matches() ? name : "localhost";
        } catch (UnknownHostException _) {
            return "localhost";
        }
    }

    private static String pem(String what, byte[] der) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + what + "-----\n" + lines + "\n-----END " + what + "-----\n";
    }

    private static List<Certificate> chain(Path file) throws GeneralSecurityException, IOException {
        var chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)));
        if (chain.isEmpty()) {
            throw new IOException("there is no certificate in it");
        }
        return List.copyOf(chain);
    }

    private static PrivateKey key(Path file) throws GeneralSecurityException, IOException {
        var found = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
        if (!found.find()) {
            throw new IOException("the key is no PKCS #8 without a password; "
                    + "\"openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW\" makes one of it");
        }
        var spec = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (var algorithm : List.of("EC", "RSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException _) {
                // It may be of the other kind.
            }
        }
        throw new IOException("the key is neither of an elliptic curve nor RSA");
    }

    private static boolean belongTogether(Certificate certificate, PrivateKey key) throws GeneralSecurityException {
        var algorithm = key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
        if (!certificate.getPublicKey().getAlgorithm().equals(key.getAlgorithm())) {
            return false;
        }
        var probe = new byte[] {1, 2, 3};
        var signing = Signature.getInstance(algorithm);
        signing.initSign(key);
        signing.update(probe);
        var checking = Signature.getInstance(algorithm);
        checking.initVerify(certificate.getPublicKey());
        checking.update(probe);
        return checking.verify(signing.sign());
    }
}
