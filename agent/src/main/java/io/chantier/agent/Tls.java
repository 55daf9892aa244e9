package io.chantier.agent;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the agent speaks HTTPS, and with which certificate.
 *
 * @param on {@code CHANTIER_AGENT_TLS}, {@code on} or {@code off}: on unless said otherwise, but where only this machine
 *     can reach the agent
 * @param given {@code CHANTIER_AGENT_CERTIFICATE} with {@code CHANTIER_AGENT_CERTIFICATE_KEY}; where they are absent the
 *     agent makes a certificate of its own
 */
public record Tls(boolean on, Optional<Given> given) {

    static final Tls OFF = new Tls(false, Optional.empty());

    /** Two files in PEM; the key is that of PKCS #8. */
    record Given(Path certificate, Path key) {}

    static Tls of(Map<String, String> environment, String bind) {
        var given = given(environment);
        return switch (environment.getOrDefault("CHANTIER_AGENT_TLS", "")) {
            case "on" -> new Tls(true, given);
            case "off" -> OFF;
            case "" -> new Tls(given.isPresent() || !isLoopback(bind), given);
            default -> throw new IllegalArgumentException("CHANTIER_AGENT_TLS has to be on or off");
        };
    }

    private static Optional<Given> given(Map<String, String> environment) {
        var certificate = environment.getOrDefault("CHANTIER_AGENT_CERTIFICATE", "");
        var key = environment.getOrDefault("CHANTIER_AGENT_CERTIFICATE_KEY", "");
        if (certificate.isBlank() != key.isBlank()) {
            throw new IllegalArgumentException(
                    "CHANTIER_AGENT_CERTIFICATE and CHANTIER_AGENT_CERTIFICATE_KEY belong together; set both or neither");
        }
        return certificate.isBlank() ? Optional.empty() : Optional.of(new Given(Path.of(certificate), Path.of(key)));
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
