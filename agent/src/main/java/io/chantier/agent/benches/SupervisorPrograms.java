package io.chantier.agent.benches;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** What supervisor runs in the container of a bench; its names are those that the contract's restart knows. */
final class SupervisorPrograms {

    private static final String FOLDER = "/home/frappe/frappe-bench";
    private static final int SECONDS = 120;

    private SupervisorPrograms() {}

    static String text(JsonNode setup) {
        int seconds = number(setup, "http_timeout", SECONDS);
        int workers = number(setup, "background_workers", 1);
        var web =
                "%s/env/bin/gunicorn --bind 0.0.0.0:8000 --workers %d --threads %d --worker-class gthread --timeout %d --graceful-timeout 30 --worker-tmp-dir /dev/shm --preload frappe.app:application"
                        .formatted(
                                FOLDER,
                                number(setup, "gunicorn_workers", 2),
                                number(setup, "gunicorn_threads_per_worker", 4),
                                seconds);
        return String.join(
                "\n",
                program("frappe-bench-frappe-web", web, FOLDER + "/sites", 1),
                program("frappe-bench-node-socketio", "node " + FOLDER + "/apps/frappe/socketio.js", FOLDER, 1),
                program("frappe-bench-frappe-schedule", "bench schedule", FOLDER, 1),
                program("frappe-bench-frappe-worker", "bench worker --queue short,default,long", FOLDER, workers),
                program("frappe-bench-redis-cache", "redis-server " + FOLDER + "/config/redis-cache.conf", FOLDER, 1),
                program("frappe-bench-redis-queue", "redis-server " + FOLDER + "/config/redis-queue.conf", FOLDER, 1),
                group("frappe-bench-web", List.of("frappe-bench-frappe-web", "frappe-bench-node-socketio")),
                group("frappe-bench-workers", List.of("frappe-bench-frappe-schedule", "frappe-bench-frappe-worker")),
                group("frappe-bench-redis", List.of("frappe-bench-redis-cache", "frappe-bench-redis-queue")));
    }

    private static int number(JsonNode setup, String name, int otherwise) {
        var value = setup.path(name);
        return value.isInt() && value.asInt() > 0 && value.asInt() < 10_000 ? value.asInt() : otherwise;
    }

    private static String program(String name, String command, String folder, int processes) {
        return """
                [program:%1$s]
                command=%2$s
                directory=%3$s
                priority=4
                autostart=true
                autorestart=true
                stopwaitsecs=40
                killasgroup=true
                numprocs=%4$d
                process_name=%%(program_name)s-%%(process_num)d
                stdout_logfile=/home/frappe/frappe-bench/logs/%1$s.log
                stderr_logfile=/home/frappe/frappe-bench/logs/%1$s.error.log
                """.formatted(name, command, folder, processes);
    }

    private static String group(String name, List<String> programs) {
        return "[group:%s]\nprograms=%s\n".formatted(name, String.join(",", programs));
    }
}
