package io.chantier.agent.benches;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The words by which the container of a bench is made, from its {@code config.json}. */
final class ContainerWords {

    private static final String INSIDE = "/home/frappe/frappe-bench/";
    private static final String LOCAL = "127.0.0.1";
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]{7,15}");
    private static final Pattern MOUNTED = Pattern.compile("[A-Za-z0-9/._@ -]+");
    private static final List<String> PORTS =
            List.of("web_port", "socketio_port", "codeserver_port", "ssh_port", "rq_port", "rq_cache_port");
    private static final List<String> LIMITS = List.of("memory_high", "memory_max", "memory_swap", "vcpu");

    private ContainerWords() {}

    /** What is wrong with a configuration, in the order of its keys; nothing where a container can be made of it. */
    static List<String> wrong(JsonNode config) {
        var image = config.path("docker_image").asString("");
        return Stream.of(
                        Stream.of("docker_image")
                                .filter(_ -> !IMAGE.matcher(image).matches()),
                        PORTS.stream().filter(name -> !isLeftOut(config.path(name)) && !isPort(config.path(name))),
                        Stream.of("web_port", "socketio_port").filter(name -> isLeftOut(config.path(name))),
                        LIMITS.stream().filter(name -> !isLeftOut(config.path(name)) && !isLimit(config.path(name))),
                        Stream.of("private_ip")
                                .filter(name -> !isLeftOut(config.path(name))
                                        && !ADDRESS.matcher(config.path(name).asString(""))
                                                .matches()),
                        Stream.of("environment_variables").filter(name -> !areVariables(config.path(name))),
                        Stream.of("container")
                                .filter(name -> !isLeftOut(config.path(name))
                                        && !List.of("docker", "podman")
                                                .contains(config.path(name).asString(""))),
                        Stream.of("mounts")
                                .filter(_ ->
                                        !config.path("mounts").valueStream().allMatch(ContainerWords::isMount)))
                .flatMap(names -> names)
                .distinct()
                .toList();
    }

    private static boolean isLeftOut(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private static boolean isPort(JsonNode node) {
        return node.isInt() && node.asInt() > 0 && node.asInt() < 65_536;
    }

    private static boolean isLimit(JsonNode node) {
        return node.isNumber() && node.asDouble() >= 0 && node.asDouble() < 1e9;
    }

    private static boolean areVariables(JsonNode node) {
        return isLeftOut(node)
                || (node.isObject()
                        && node.propertyNames().stream()
                                .allMatch(name -> VARIABLE.matcher(name).matches())
                        && node.valueStream().allMatch(ContainerWords::isValue));
    }

    /** No environment holds a text with a NUL in it. */
    private static boolean isValue(JsonNode node) {
        return node.isValueNode() && node.asString("").indexOf('\0') < 0;
    }

    private static boolean isMount(JsonNode mount) {
        var source = mount.path("source").asString("");
        var destination = mount.path("destination").asString("");
        boolean apart = mount.path("is_absolute_path").asBoolean(false);
        return MOUNTED.matcher(source).matches()
                && MOUNTED.matcher(destination).matches()
                && Path.of(destination).isAbsolute()
                && Path.of(source).isAbsolute() == apart
                && !Path.of(source).normalize().startsWith("..");
    }

    /** Copies what the image has in one of its folders to where the bench has it. */
    static List<String> copying(String what, Path folder, JsonNode config) {
        var mount = what + "mount";
        return List.of(
                "run",
                "--rm",
                "--net",
                "none",
                "-v",
                folder.resolve(what) + ":" + INSIDE + mount,
                config.path("docker_image").asString(),
                "cp",
                "-LR",
                what + "/.",
                mount);
    }

    /** Starts the container; the values of its variables come from the environment of the program that starts it. */
    static List<String> running(BenchName bench, Path folder, JsonNode config) {
        var words = new ArrayList<>(
                List.of("run", "-d", "--init", "-u", "frappe", "--restart", "always", "--hostname", bench.value()));
        var local = LOCAL + ":";
        var within = config.path("private_ip").asString(LOCAL) + ":";
        publish(words, local, config.path("web_port"), 8000);
        publish(words, local, config.path("socketio_port"), 9000);
        if (config.path("is_code_server_enabled").asBoolean(false)) {
            publish(words, local, config.path("codeserver_port"), 8088);
        }
        publish(words, within, config.path("rq_cache_port"), 13_000);
        publish(words, within, config.path("rq_port"), 11_000);
        if (config.path("is_ssh_enabled").asBoolean(false)) {
            publish(words, local, config.path("ssh_port"), 2200);
        }
        for (var own : List.of("sites", "logs", "config")) {
            words.addAll(List.of("-v", folder.resolve(own) + ":" + INSIDE + own));
        }
        for (var mount : config.path("mounts")) {
            var source = folder.resolve(mount.path("source").asString());
            words.addAll(List.of("-v", source + ":" + mount.path("destination").asString()));
        }
        for (var variable : config.path("environment_variables").propertyNames()) {
            words.addAll(List.of("-e", variable));
        }
        words.addAll(List.of("--label", BenchContainer.LABEL + "=" + bench));
        words.addAll(
                List.of("--name", bench.value(), config.path("docker_image").asString()));
        return words;
    }

    private static void publish(List<String> words, String address, JsonNode port, int inside) {
        if (isPort(port)) {
            words.addAll(List.of("-p", address + port.asInt() + ":" + inside));
        }
    }

    /** Empty where the configuration sets no limits. */
    static List<String> limiting(BenchName bench, JsonNode config) {
        var words = new ArrayList<String>();
        limit(words, "--memory-reservation=%sM", config.path("memory_high"));
        limit(words, "--memory=%sM", config.path("memory_max"));
        limit(words, "--memory-swap=%sM", config.path("memory_swap"));
        limit(words, "--cpus=%s", config.path("vcpu"));
        if (!words.isEmpty()) {
            words.addAll(0, List.of("update", bench.value()));
        }
        return words;
    }

    private static void limit(List<String> words, String pattern, JsonNode value) {
        if (isLimit(value) && value.asDouble() > 0) {
            words.add(
                    pattern.formatted(value.decimalValue().stripTrailingZeros().toPlainString()));
        }
    }

    /** Whether a container has to be made anew because of what changed. */
    static boolean needsAnotherContainer(JsonNode old, JsonNode fresh) {
        return Stream.concat(
                        PORTS.stream(),
                        Stream.of(
                                "docker_image",
                                "private_ip",
                                "environment_variables",
                                "mounts",
                                "is_ssh_enabled",
                                "is_code_server_enabled"))
                .anyMatch(name -> !old.path(name).equals(fresh.path(name)));
    }
}
