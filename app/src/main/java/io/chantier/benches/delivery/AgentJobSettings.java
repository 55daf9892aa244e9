package io.chantier.benches.delivery;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How agents are spoken to.
 *
 * @param tick how often this replica looks for servers that are due
 * @param poll how often a server with young jobs is asked how far they are; older ones wait up to ten times as long
 * @param pause after the first trouble with a server; each further one doubles it
 * @param longestPause the longest that a server is left alone after trouble
 * @param lease a replica that has not spoken for so long has lost its turn with a server
 * @param lost an order whose answer is lost is looked for at the agent so long before it is sent again
 * @param kept for so long the order of a failed job is kept for a retry
 */
@ConfigurationProperties(prefix = "chantier.agent-jobs", ignoreUnknownFields = false)
record AgentJobSettings(
        @DefaultValue("500ms") Duration tick,
        @DefaultValue("1s") Duration poll,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("1m") Duration longestPause,
        @DefaultValue("90s") Duration lease,
        @DefaultValue("1m") Duration lost,
        @DefaultValue("7d") Duration kept) {

    Duration afterMisses(int misses) {
        var pauses = pause.multipliedBy(1L << Math.clamp(misses - 1, 0, 20));
        return pauses.compareTo(longestPause) > 0 ? longestPause : pauses;
    }
}
