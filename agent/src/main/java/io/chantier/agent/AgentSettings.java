package io.chantier.agent;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator may set, in the environment.
 *
 * @param home {@code CHANTIER_AGENT_HOME}: where the agent keeps its journal and its configuration
 * @param bind {@code CHANTIER_AGENT_BIND}: loopback unless said otherwise
 * @param port {@code CHANTIER_AGENT_PORT}; 0 takes a free one
 * @param password {@code AGENT_PASSWORD}; where it is absent the stored hash counts, and where there is none a new
 *     password is made and printed once. One that was changed over HTTP counts until this one changes
 * @param pressUrl {@code CHANTIER_AGENT_PRESS_URL}: the control plane that is told of the end of each job; where it is
 *     absent, {@code press_url} in {@code config.json} counts, and where there is none nobody is told
 */
public record AgentSettings(
        Path home, String bind, int port, Optional<String> password, Optional<String> pressUrl, Running running) {

    public static final int PORT = 25052;

    /** Plain HTTP, and the usual numbers of everything. */
    public AgentSettings(Path home, String bind, int port, Optional<String> password, Optional<String> pressUrl) {
        this(home, bind, port, password, pressUrl, Running.USUAL);
    }

    public static AgentSettings of(Map<String, String> environment) {
        var bind = environment.getOrDefault("CHANTIER_AGENT_BIND", "127.0.0.1");
        return new AgentSettings(
                Path.of(environment.getOrDefault("CHANTIER_AGENT_HOME", "agent-data")),
                bind,
                port(environment.getOrDefault("CHANTIER_AGENT_PORT", Integer.toString(PORT))),
                text(environment, "AGENT_PASSWORD"),
                text(environment, "CHANTIER_AGENT_PRESS_URL"),
                Running.of(environment, bind));
    }

    private static Optional<String> text(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(key)).filter(value -> !value.isBlank());
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new IllegalArgumentException(
                "CHANTIER_AGENT_PORT is '" + text + "'; it must be a number from 0 to 65535.");
    }

    @Override
    public String toString() {
        return "AgentSettings[home=" + home + ", bind=" + bind + ", port=" + port + "]";
    }
}
