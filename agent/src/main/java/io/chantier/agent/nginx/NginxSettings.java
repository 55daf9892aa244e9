package io.chantier.agent.nginx;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The nginx of this server.
 *
 * @param directory {@code CHANTIER_AGENT_NGINX}: the folder of which nginx includes every {@code *.conf} within
 *     {@code http}; where it is absent, something else brings visitors to the benches and nothing is written
 * @param test {@code CHANTIER_AGENT_NGINX_TEST}: the words of the command that tests the configuration, between blanks
 * @param reload {@code CHANTIER_AGENT_NGINX_RELOAD}: the words of the command that makes nginx read it again
 * @param environment all that these commands find in their environment
 */
public record NginxSettings(
        Optional<Path> directory,
        List<String> test,
        List<String> reload,
        Ports ports,
        Map<String, String> environment) {

    private static final Pattern LISTEN = Pattern.compile("(([0-9.]{7,15}|\\[[0-9a-fA-F:]{2,39}]):)?([1-9][0-9]{0,4})");
    private static final List<String> PASSED_ON = List.of("PATH", "HOME", "USER", "LOGNAME", "TZ");

    public NginxSettings {
        test = List.copyOf(test);
        reload = List.copyOf(reload);
        environment = Map.copyOf(environment);
    }

    /**
     * Where nginx listens and where it finds the benches of other servers.
     *
     * @param http {@code CHANTIER_AGENT_NGINX_LISTEN}: a port, or an address and a port
     * @param https {@code CHANTIER_AGENT_NGINX_LISTEN_TLS}: the same, for hosts with a certificate
     * @param upstream {@code CHANTIER_AGENT_UPSTREAM_PORT}: the port of the nginx of a bench server behind the proxy
     */
    public record Ports(String http, String https, String upstream) {

        static Ports of(Map<String, String> environment) {
            return new Ports(
                    listen(environment, "CHANTIER_AGENT_NGINX_LISTEN", "80"),
                    listen(environment, "CHANTIER_AGENT_NGINX_LISTEN_TLS", "443"),
                    listen(environment, "CHANTIER_AGENT_UPSTREAM_PORT", "80"));
        }

        private static String listen(Map<String, String> environment, String key, String otherwise) {
            var text = environment.getOrDefault(key, "").strip();
            var value = text.isEmpty() ? otherwise : text;
            if (!LISTEN.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        key + " is '" + value + "'; it must be a port such as 80, or an address and a port");
            }
            return value;
        }
    }

    public static NginxSettings of(Map<String, String> own) {
        var environment = new TreeMap<String, String>();
        environment.put("LANG", "C.UTF-8");
        own.forEach((name, value) -> {
            if (PASSED_ON.contains(name)) {
                environment.put(name, value);
            }
        });
        return new NginxSettings(
                Optional.of(own.getOrDefault("CHANTIER_AGENT_NGINX", ""))
                        .filter(text -> !text.isBlank())
                        .map(text -> Path.of(text).toAbsolutePath().normalize()),
                words(own, "CHANTIER_AGENT_NGINX_TEST", List.of("nginx", "-t")),
                words(own, "CHANTIER_AGENT_NGINX_RELOAD", List.of("systemctl", "reload", "nginx")),
                Ports.of(own),
                environment);
    }

    private static List<String> words(Map<String, String> own, String key, List<String> otherwise) {
        var text = own.getOrDefault(key, "").strip();
        return text.isEmpty() ? otherwise : List.of(text.split("\\s+"));
    }
}
