package io.chantier.benches.agent;

import io.chantier.protocol.Wire;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What starts a job on an agent.
 *
 * @param path below the agent's base address, see {@link #path}
 * @param agentJobId our own name for the job, by which it is found again when the answer is lost
 */
public record AgentRequest(String method, String path, JsonNode body, String agentJobId) {

    private static final Pattern ONE_WORD = Pattern.compile("[A-Za-z0-9@%+=:,./_!-]*");
    private static final List<String> OF_STORE = List.of("offsite", "keep_files_locally_after_offsite_backup");

    public static AgentRequest post(String path, Object body, String agentJobId) {
        return new AgentRequest("POST", path, Wire.toTree(body), agentJobId);
    }

    public static AgentRequest delete(String path, Object body, String agentJobId) {
        return new AgentRequest("DELETE", path, Wire.toTree(body), agentJobId);
    }

    /** Each segment is written so that no name can lead elsewhere. */
    public static String path(String... segments) {
        return Arrays.stream(segments)
                .map(segment ->
                        URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20"))
                .map(segment -> segment.replaceFirst("^\\.(?=\\.?$)", "%2E"))
                .collect(Collectors.joining("/", "/", ""));
    }

    /** Whether files of the server are to go to a store. */
    boolean namesStore() {
        return OF_STORE.stream().anyMatch(body::has);
    }

    /** Whether there is a password in it, or the name that goes with it, that a shell would read as more than a word. */
    boolean hasPasswordForShells() {
        return Stream.of(
                        "/admin_password",
                        "/create_user/password",
                        "/mariadb_root_password",
                        "/registry/username",
                        "/registry/password")
                .map(at -> body.at(at).asString(""))
                .anyMatch(password -> !ONE_WORD.matcher(password).matches());
    }

    /** The body of the same order whose files stay where they are. */
    JsonNode withoutStore() {
        return ((ObjectNode) body.deepCopy()).remove(OF_STORE);
    }

    /** The body may hold passwords. */
    @Override
    public String toString() {
        return method + " " + path + " as " + agentJobId;
    }
}
