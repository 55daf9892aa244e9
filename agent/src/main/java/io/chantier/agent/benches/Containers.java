package io.chantier.agent.benches;

import io.chantier.protocol.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The programs that run containers, and which benches run in one: those whose {@code config.json} has a
 * {@code docker_image}. {@code "container"} in the same file chooses {@code docker}, {@code podman}, or {@code none} for a
 * bench that runs on the host all the same.
 */
public record Containers(String docker, String podman, Map<String, String> environment) {

    private static final String CONFIG = "config.json";
    private static final List<String> PASSED_ON =
            List.of("DOCKER_HOST", "DOCKER_CONFIG", "CONTAINER_HOST", "XDG_RUNTIME_DIR");

    public Containers {
        environment = Map.copyOf(environment);
    }

    /**
     * @param own the environment of the agent: {@code CHANTIER_AGENT_DOCKER_COMMAND} and
     *     {@code CHANTIER_AGENT_PODMAN_COMMAND} are paths of the programs, which are looked for on the PATH otherwise
     */
    static Containers of(Map<String, String> own) {
        var environment = new TreeMap<String, String>();
        own.forEach((name, value) -> {
            if (PASSED_ON.contains(name)) {
                environment.put(name, value);
            }
        });
        return new Containers(
                program(own.getOrDefault("CHANTIER_AGENT_DOCKER_COMMAND", ""), "docker"),
                program(own.getOrDefault("CHANTIER_AGENT_PODMAN_COMMAND", ""), "podman"),
                environment);
    }

    private static String program(String given, String otherwise) {
        return given.isBlank()
                ? otherwise
                : Path.of(given).toAbsolutePath().normalize().toString();
    }

    /** The program that runs the container of this bench; empty where the bench runs on the host. */
    public Optional<String> of(Path folder) {
        var config = config(folder);
        return switch (config.path("container").asString("")) {
            case "none" -> Optional.empty();
            case "docker" -> Optional.of(docker);
            case "podman" -> Optional.of(podman);
            case "" -> config.path("docker_image").asString("").isBlank() ? Optional.empty() : Optional.of(docker);
            default -> throw new BrokenConfig(folder.resolve(CONFIG), "\"container\" has to be docker, podman or none");
        };
    }

    private static JsonNode config(Path folder) {
        try (var open = Folder.open(folder).orElse(null)) {
            var text = open == null ? Optional.<String>empty() : open.text(CONFIG);
            return text.map(Wire::tree).filter(JsonNode::isObject).orElseGet(Wire::emptyObject);
        } catch (JacksonException _) {
            throw new BrokenConfig(folder.getFileName() + "/" + CONFIG);
        }
    }
}
