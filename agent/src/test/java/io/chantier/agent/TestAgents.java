package io.chantier.agent;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Whole agents, started as on a server. */
final class TestAgents {

    private TestAgents() {}

    /** In its own folder below this one, on a free port; {@link Client#of} speaks to it. */
    static Agent start(Path home, BenchSettings where) {
        return start(home, where, Map.of());
    }

    /** @param more settings beside the usual ones, or instead of them */
    static Agent start(Path home, BenchSettings where, Map<String, String> more) {
        var settings = new HashMap<>(Map.of(
                "CHANTIER_AGENT_HOME",
                home.resolve("agent").toString(),
                "CHANTIER_AGENT_PORT",
                "0",
                "AGENT_PASSWORD",
                TestAgent.PASSWORD));
        settings.putAll(more);
        return Agent.start(AgentSettings.of(settings), where);
    }
}
