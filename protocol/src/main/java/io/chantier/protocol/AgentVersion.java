package io.chantier.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs on a bench server.
 *
 * @param status changed files of a working copy; empty for a release
 * @param python the interpreter of a stock agent; empty for ours
 * @param services the state of each service, or of each numbered worker of a service
 * @param runtime what ours runs on; a stock agent has none
 */
public record AgentVersion(
        String commit,
        String status,
        String upstream,
        String show,
        String python,
        Map<String, Object> services,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String runtime) {

    public AgentVersion {
        services = Map.copyOf(services);
    }
}
