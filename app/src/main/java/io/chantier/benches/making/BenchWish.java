package io.chantier.benches.making;

import io.chantier.protocol.Wire;
import io.chantier.web.Problem.FieldProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bench as the operator wants it, as it was typed.
 *
 * @param server its id
 * @param name empty for the next free one
 * @param image of the container, with the apps at the versions of the group
 * @param database where the MariaDB of its sites is, as seen from the container: a host, perhaps a port
 * @param ports what is added to the first of each kind of port; empty for the first that are free
 * @param container {@code docker} or {@code podman}
 */
public record BenchWish(
        String server,
        String name,
        String image,
        String database,
        String ports,
        String webWorkers,
        String backgroundWorkers,
        String container,
        Registry registry) {

    public static final BenchWish EMPTY = new BenchWish("", "", "", "", "", "2", "1", "docker", Registry.NONE);

    static final int MOST_PORTS = 999;

    private static final int MOST_WORKERS = 64;
    private static final int LONGEST_PASSWORD = 2000;
    // A container is called so, and so is its host.
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/@-]{0,254}");
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,252}(:\\d{1,5})?");
    private static final Pattern REGISTRY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,252}");
    private static final Pattern USER = Pattern.compile("[\\x21-\\x2c\\x2e-\\x7e][\\x21-\\x7e]{0,199}");

    public BenchWish {
        server = server.strip();
        name = name.strip();
        image = image.strip();
        database = database.strip();
        ports = ports.strip();
        webWorkers = webWorkers.strip();
        backgroundWorkers = backgroundWorkers.strip();
        container = container.strip();
    }

    /** From where the image comes, where not everybody may have it; empty texts where everybody may. */
    public record Registry(String url, String username, String password) {

        public static final Registry NONE = new Registry("", "", "");

        public Registry {
            url = url.strip();
            username = username.strip();
        }

        boolean isNone() {
            return url.isEmpty() && username.isEmpty() && password.isEmpty();
        }

        /** The password stays out of every log. */
        @Override
        public String toString() {
            return username + "@" + url;
        }
    }

    public BenchWish named(String proposal) {
        return new BenchWish(
                server, proposal, image, database, ports, webWorkers, backgroundWorkers, container, registry);
    }

    /** What is wrong with each field, as far as it can be told from the wish alone. */
    List<FieldProblem> faults() {
        var wrong = new ArrayList<FieldProblem>();
        if (!name.isEmpty() && !NAME.matcher(name).matches()) wrong.add(field("name", "not-a-bench-name"));
        text(wrong, "image", image, IMAGE, "not-an-image");
        text(wrong, "database", database, DATABASE, "not-a-database-host");
        if (!ports.isEmpty()) number(wrong, "ports", ports, 0, MOST_PORTS);
        number(wrong, "webWorkers", webWorkers, 1, MOST_WORKERS);
        number(wrong, "backgroundWorkers", backgroundWorkers, 1, MOST_WORKERS);
        if (!List.of("docker", "podman").contains(container)) wrong.add(field("container", "unknown-value"));
        if (!registry.isNone()) {
            text(wrong, "registryUrl", registry.url(), REGISTRY, "not-a-registry");
            text(wrong, "registryUsername", registry.username(), USER, "not-a-registry-user");
            if (registry.password().isEmpty()) wrong.add(field("registryPassword", "required"));
            if (!isPassword(registry.password())) wrong.add(field("registryPassword", "not-a-registry-password"));
        }
        return wrong;
    }

    private static boolean isPassword(String password) {
        return password.length() <= LONGEST_PASSWORD && password.chars().noneMatch(letter -> letter < 0x20);
    }

    private static void text(List<FieldProblem> wrong, String field, String text, Pattern shape, String code) {
        if (text.isEmpty()) {
            wrong.add(field(field, "required"));
        } else if (!shape.matcher(text).matches()) {
            wrong.add(field(field, code));
        }
    }

    private static void number(List<FieldProblem> wrong, String field, String text, int from, int to) {
        boolean fits = text.matches("\\d{1,4}") && Integer.parseInt(text) >= from && Integer.parseInt(text) <= to;
        if (fits) return;
        var words = Map.of("from", Integer.toString(from), "to", Integer.toString(to));
        wrong.add(new FieldProblem(field, "not-between", words));
    }

    private static FieldProblem field(String name, String code) {
        return new FieldProblem(name, code, Map.of());
    }

    /** What the agent is told, of a wish without faults. */
    JsonNode order(int chosenPorts) {
        var known = Map.of("name", name, "bench_config", setup(chosenPorts), "common_site_config", common());
        var order = ((ObjectNode) Wire.toTree(known)).putNull("mounts");
        if (registry.isNone()) return order.putNull("registry");
        order.putObject("registry")
                .put("url", registry.url())
                .put("username", registry.username())
                .put("password", registry.password());
        return order;
    }

    /** With what a stock agent looks for besides. */
    private Map<String, Object> setup(int chosenPorts) {
        var setup = new HashMap<String, Object>(Map.of(
                "docker_image",
                image,
                "web_port",
                18_000 + chosenPorts,
                "socketio_port",
                19_000 + chosenPorts,
                "codeserver_port",
                16_000 + chosenPorts,
                "ssh_port",
                22_000 + chosenPorts,
                "rq_port",
                11_000 + chosenPorts,
                "private_ip",
                "127.0.0.1",
                "gunicorn_workers",
                Integer.valueOf(webWorkers),
                "background_workers",
                Integer.valueOf(backgroundWorkers),
                "environment_variables",
                Map.of()));
        setup.putAll(Map.of(
                "http_timeout", 120,
                "gunicorn_threads_per_worker", 4,
                "statsd_host", "",
                "single_container", true,
                "is_ssh_enabled", false,
                "is_code_server_enabled", false,
                "use_rq_workerpool", false,
                "merge_all_rq_queues", false,
                "merge_default_and_short_rq_queues", false));
        if (container.equals("podman")) setup.put("container", container);
        return setup;
    }

    /** Within its container a bench has a Redis of its own. */
    private Map<String, Object> common() {
        int colon = database.indexOf(':');
        var common = new HashMap<String, Object>(Map.of(
                "db_host",
                colon < 0 ? database : database.substring(0, colon),
                "redis_cache",
                "redis://localhost:13000",
                "redis_queue",
                "redis://localhost:11000",
                "redis_socketio",
                "redis://localhost:13000",
                "socketio_port",
                9000,
                "webserver_port",
                8000,
                "monitor",
                1,
                "frappe_user",
                "frappe"));
        if (colon >= 0) common.put("db_port", Integer.valueOf(database.substring(colon + 1)));
        return common;
    }
}
